import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { preact } from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import source from './manifest.json' with { type: 'json' };

type Target = 'chromium' | 'firefox';
const isTarget = (mode: string): mode is Target => mode === 'chromium' || mode === 'firefox';

/** The manifest of one browser: crxjs keeps only the background form the browser knows; the rest of the difference is here. */
export function manifestFor(target: Target): ManifestV3Export {
  const { browser_specific_settings, minimum_chrome_version, ...shared } = structuredClone(source);
  // Firefox alone shows an extension the body of an answer (src/browser/error-body.ts); both permissions are needed for it.
  const permissions = [...shared.permissions, 'webRequestBlocking', 'webRequestFilterResponse'];
  const manifest =
    target === 'firefox' ? { ...shared, permissions, browser_specific_settings } : { ...shared, minimum_chrome_version };
  return manifest as ManifestV3Export;
}

/**
 * Takes Preact's only `innerHTML` write (dangerouslySetInnerHTML) out of the bundle: no page of ours may turn text into markup,
 * and the add-on linter calls it unsafe. Fails the build when Preact changes so that nothing was taken out.
 */
function withoutInnerHtml(): Plugin {
  let removed = 0;
  return {
    name: 'without-inner-html',
    enforce: 'pre',
    transform(code, id) {
      if (!/preact\/dist\/preact\./.test(id)) return null;
      const cut = code.replace(/(\w+)\.innerHTML\s*=\s*(\w+)\.__html/g, () => (removed++, 'void 0'));
      return { code: cut, map: null };
    },
    buildEnd(error) {
      if (!error && removed === 0) this.error('Preact no longer writes innerHTML where expected: look at withoutInnerHtml().');
    },
  };
}

export default defineConfig(({ mode }) => {
  const target: Target = isTarget(mode) ? mode : 'chromium';
  return {
    plugins: [
      withoutInnerHtml(),
      preact(),
      crx({ manifest: manifestFor(target), browser: target === 'firefox' ? 'firefox' : 'chrome' }),
    ],
    build: {
      outDir: `dist/${target}`,
      target: 'es2023',
      modulePreload: false,
      // The panel is named in code, not in the manifest: without this line it would be missing, silently.
      rollupOptions: { input: { panel: 'src/panel/index.html' } },
    },
  };
});

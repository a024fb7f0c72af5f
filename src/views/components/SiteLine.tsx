// One line: whether the background may see the inspected page's own calls, and the button that changes it.
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { PassingButton } from './PassingButton.tsx';

const LIST = ['.row[tabindex="0"]', '.empty'];

export function SiteLine({ model }: { model: Model }) {
  const site = model.site.value;
  if (site === null || model.siteGranted.value === null) return null;
  const isWatched = model.siteGranted.value;
  return (
    <section class="site" aria-label={label('site.label')} data-testid="site" data-watched={isWatched}>
      <span title={speak({ id: isWatched ? 'site.watched.title' : 'site.unwatched', values: { site } })}>
        {speak({ id: isWatched ? 'site.watched' : 'site.unwatched', values: { site } })}
      </span>
      {model.canUnwatch.value || !isWatched ? (
        <PassingButton
          next={LIST}
          class={isWatched ? 'link' : ''}
          data-testid={isWatched ? 'unwatch' : 'watch'}
          onClick={() => model.openOptions(site)}
        >
          {label(isWatched ? 'site.unwatch' : 'site.watch')}
        </PassingButton>
      ) : null}
    </section>
  );
}

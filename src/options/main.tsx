// ENTRY. The options page; with `?watch=ORIGIN` it first asks for that site, since a devtools page may not.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { askToNotify, mayNotify, stopNotifying } from '../browser/notifications.ts';
import { followGrants, grantedPatterns, ownHosts, unwatchPattern, watchSite } from '../browser/permissions.ts';
import { followLedger, loadLedger } from '../browser/session-store.ts';
import { followSettings, loadSettings, saveSettings } from '../browser/settings-store.ts';
import { followPreferences, loadPreferences, savePreferences } from '../browser/view-store.ts';
import { lastSeenAt } from '../core/last-seen.ts';
import { speakAs } from '../views/speak.ts';
import { themed } from '../views/themed.ts';
import { Guarded, drawBroken } from '../views/components/Guarded.tsx';
import { Options, type OptionsProps } from '../views/components/options/Options.tsx';

async function start(): Promise<void> {
  const settings = signal(await loadSettings());
  const sites = signal(await optionalSites());
  const notices = signal(await mayNotify());
  const records = signal({ ledger: await loadLedger() });
  followLedger((changes) => {
    const { ledger } = records.peek();
    for (const change of changes) ledger.apply(change);
    records.value = { ledger };
  });
  const preferences = signal(await loadPreferences());
  followPreferences((changed) => (preferences.value = { ...preferences.peek(), ...changed }));
  followSettings((changed) => (settings.value = changed));
  followGrants(() => {
    void optionalSites().then((found) => (sites.value = found));
    void mayNotify().then((may) => (notices.value = may));
  });
  effect(() => themed(preferences.value.theme));
  await speakAs(preferences.value.language);
  effect(() => void speakAs(preferences.value.language));
  const signals = { settings, preferences, sites, notices };
  const calls = { save: saveSettings, savePreferences, watch: watchSite };
  const props: OptionsProps = {
    ...signals,
    ...calls,
    ownHosts: ownHosts(),
    lastSeen: (base) => lastSeenAt(records.value.ledger, base),
    asked: new URLSearchParams(location.search).get('watch'),
    switchNotices: (isOn) => (isOn ? askToNotify() : stopNotifying()),
    unwatch: (pattern) => void unwatchPattern(pattern),
  };
  render(
    <Guarded>
      <Options {...props} />
    </Guarded>,
    document.body,
  );
  document.documentElement.dataset['ready'] = '';
}

const optionalSites = async (): Promise<string[]> => (await grantedPatterns()).filter((pattern) => !ownHosts().includes(pattern));

await start().catch(drawBroken);

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
import { Guarded } from '../views/components/Guarded.tsx';
import { Options } from '../views/components/options/Options.tsx';

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

async function optionalSites(): Promise<string[]> {
  const own = ownHosts();
  return (await grantedPatterns()).filter((pattern) => !own.includes(pattern));
}

effect(() => themed(preferences.value.theme));
await speakAs(preferences.value.language);
effect(() => void speakAs(preferences.value.language));

render(
  <Guarded>
    <Options
      settings={settings}
      preferences={preferences}
      ownHosts={ownHosts()}
      savePreferences={savePreferences}
      sites={sites}
      lastSeen={(base) => lastSeenAt(records.value.ledger, base)}
      asked={new URLSearchParams(location.search).get('watch')}
      save={saveSettings}
      notices={notices}
      switchNotices={(isOn) => (isOn ? askToNotify() : stopNotifying())}
      watch={watchSite}
      unwatch={(pattern) => void unwatchPattern(pattern)}
    />
  </Guarded>,
  document.body,
);
document.documentElement.dataset['ready'] = '';

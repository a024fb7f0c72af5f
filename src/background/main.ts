// ENTRY. Wakes, registers every listener in its first turn, reads the records, then lets the recorder work. It may be stopped at any time.
import { onSleep, onWake, wakeAt } from '../browser/alarms.ts';
import { onTabClosed, onTabLoading, showBadge } from '../browser/badge.ts';
import { after, dice, now } from '../browser/clock.ts';
import { answerCommands } from '../browser/commands.ts';
import { followGrants, grantedPatterns } from '../browser/permissions.ts';
import { dismiss, notify, onNotificationClicked } from '../browser/notifications.ts';
import { openOptions } from '../browser/pages.ts';
import { SessionWriter, loadLedger } from '../browser/session-store.ts';
import { followSettings, loadSalt, loadSettings } from '../browser/settings-store.ts';
import { focusTab, isOpen } from '../browser/tabs.ts';
import { loadPreferences } from '../browser/view-store.ts';
import { listenForApiPaths, listenForPatterns } from '../browser/web-request.ts';
import { looked } from '../core/badge.ts';
import { emptyTally, makeRoom } from '../core/journal.ts';
import type { Change } from '../core/ledger.ts';
import { hasApiPath, oddPatterns } from '../core/surface.ts';
import { languageFor } from '../words/languages.ts';
import { sayNotice } from '../words/notices.ts';
import type { Command } from '../messages/contract.ts';
import { BadgeKeeper } from './badge-keeper.ts';
import { JournalKeeper } from './journal-keeper.ts';
import { Notifier, tabOfNotice } from './notifier.ts';
import { Recorder } from './recorder.ts';

const ready = start();
/** What happens before the records are read waits for them, in order. */
const whenReady = (act: (parts: Awaited<typeof ready>) => void): void => void ready.then(act);

listenForApiPaths((call, event) => whenReady(({ recorder }) => recorder.webRequest(call, event)));
answerCommands(async (command) => carryOut(command, await ready));
onTabLoading((tabId) => whenReady(({ badges }) => badges.refresh(tabId)));
onTabClosed((tabId) => whenReady(({ forgetTab }) => forgetTab(tabId)));
followGrants(() => {
  whenReady(({ noteGrants }) => void noteGrants());
  onNotificationClicked(followNotice);
});
onNotificationClicked(followNotice);
onWake(() =>
  whenReady(({ badges, journal }) => {
    badges.tick();
    journal.tidy();
  }),
);
onSleep(() => whenReady(({ badges }) => badges.sleep()));

async function start() {
  const [ledger, salt, stored] = await Promise.all([loadLedger(), loadSalt(), loadSettings()]);
  let settings = stored;
  const writer = new SessionWriter(ledger, () => commit(makeRoom(ledger)));
  const notifier = new Notifier({
    ledger,
    commit: (changes) => commit(changes),
    now,
    isOpen,
    say: async (phrase) => sayNotice(languageFor((await loadPreferences()).language, navigator.languages), phrase),
    show: notify,
  });
  const badges = new BadgeKeeper({
    ledger,
    show: showBadge,
    now,
    after,
    wakeAt: (at) => wakeAt('badge', at),
    onOver: () => notifier.look(),
  });
  const store = (changes: readonly Change[]): void => {
    writer.write(changes);
    badges.note(changes);
    journal.note(changes);
  };
  const commit = (changes: readonly Change[]): void => {
    for (const change of changes) ledger.apply(change);
    store(changes);
  };
  const journal = new JournalKeeper({
    ledger,
    commit: (changes) => commit(changes),
    keep: () => settings.keep,
    now,
    after,
    wakeAt: (at) => wakeAt('journal', at),
  });
  const recorder = new Recorder({ ledger, store, now, dice, after, settings: () => ({ ...settings, salt }) });

  const noteGrants = async (): Promise<void> => commit([{ room: 'granted', id: '', value: await grantedPatterns() }]);
  const forgetTab = (tabId: number): void => commit([{ room: 'seen', id: String(tabId), value: undefined }]);
  // A call told twice would land twice: its second end finds no flight and begins another.
  const listenForOdd = (): (() => void) =>
    listenForPatterns(oddPatterns(settings.added), (call, event) => {
      if (!hasApiPath(call.url)) recorder.webRequest(call, event);
    });
  let stopOdd = listenForOdd();
  followSettings((changed) => {
    settings = changed;
    journal.tidy();
    stopOdd();
    stopOdd = listenForOdd();
  });
  if (!ledger.get('tally')) commit([{ room: 'tally', id: '', value: emptyTally(now()) }]);
  journal.tidy();
  await noteGrants();
  return { ledger, recorder, badges, journal, commit, noteGrants, forgetTab, settings: () => settings };
}

async function carryOut(command: Command, { ledger, recorder, commit, settings }: Awaited<typeof ready>): Promise<void> {
  switch (command.ask) {
    case 'devtools-saw':
      return recorder.devtoolsSaw(command.observations);
    case 'navigated':
      return settings().preserveLog ? undefined : recorder.clear(command.tabId, command.at);
    case 'clear':
      return recorder.clear(command.tabId, now(), true);
    case 'looked': {
      const changes = looked(ledger, command.tabId);
      return changes.length > 0 ? commit(changes) : undefined;
    }
    case 'open-options':
      return openOptions(command.watch);
  }
}

function followNotice(id: string): void {
  const tabId = tabOfNotice(id);
  if (tabId !== null) void focusTab(tabId);
  void dismiss(id);
}

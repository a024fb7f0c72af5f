// ENTRY. Wakes, registers every listener in its first turn, reads the records, then lets the recorder work. It may be stopped at any time.
import { onTabClosed, onTabLoading, showBadge } from '../browser/badge.ts';
import { after, dice, now } from '../browser/clock.ts';
import { answerCommands } from '../browser/commands.ts';
import { followGrants, grantedPatterns } from '../browser/permissions.ts';
import { openOptions } from '../browser/pages.ts';
import { SessionWriter, loadLedger } from '../browser/session-store.ts';
import { followSettings, loadSalt, loadSettings } from '../browser/settings-store.ts';
import { listenForApiPaths, listenForPatterns } from '../browser/web-request.ts';
import { emptyTally, trim } from '../core/journal.ts';
import type { Change } from '../core/ledger.ts';
import { oddPatterns } from '../core/surface.ts';
import type { Command } from '../messages/contract.ts';
import { BadgeKeeper } from './badge-keeper.ts';
import { Recorder } from './recorder.ts';

const ready = start();
/** What happens before the records are read waits for them, in order. */
const whenReady = (act: (parts: Awaited<typeof ready>) => void): void => void ready.then(act);

listenForApiPaths((call, event) => whenReady(({ recorder }) => recorder.webRequest(call, event)));
answerCommands(async (command) => carryOut(command, await ready));
onTabLoading((tabId) => whenReady(({ badges }) => badges.refresh(tabId)));
onTabClosed((tabId) => whenReady(({ forgetTab }) => forgetTab(tabId)));
followGrants(() => whenReady(({ noteGrants }) => void noteGrants()));

async function start() {
  const [ledger, salt, stored] = await Promise.all([loadLedger(), loadSalt(), loadSettings()]);
  let settings = stored;
  const writer = new SessionWriter(ledger, () => commit(trim(ledger, Math.floor(ledger.size('entry') / 2))));
  const badges = new BadgeKeeper(ledger, showBadge, (callback) => after(80, callback));
  const store = (changes: readonly Change[]): void => {
    writer.write(changes);
    badges.note(changes);
  };
  const commit = (changes: readonly Change[]): void => {
    for (const change of changes) ledger.apply(change);
    store(changes);
  };
  const recorder = new Recorder({ ledger, store, now, dice, after, settings: () => ({ ...settings, salt }) });

  const noteGrants = async (): Promise<void> => commit([{ room: 'granted', id: '', value: await grantedPatterns() }]);
  const forgetTab = (tabId: number): void => commit([{ room: 'seen', id: String(tabId), value: undefined }]);
  let stopOdd = listenForPatterns(oddPatterns(settings.added), (call, event) => recorder.webRequest(call, event));
  followSettings((changed) => {
    settings = changed;
    stopOdd();
    stopOdd = listenForPatterns(oddPatterns(settings.added), (call, event) => recorder.webRequest(call, event));
  });
  if (!ledger.get('tally')) commit([{ room: 'tally', id: '', value: emptyTally(now()) }]);
  await noteGrants();
  return { ledger, recorder, badges, commit, noteGrants, forgetTab, settings: () => settings };
}

async function carryOut(command: Command, { ledger, recorder, commit, settings }: Awaited<typeof ready>): Promise<void> {
  switch (command.ask) {
    case 'devtools-saw':
      return recorder.devtoolsSaw(command.observations);
    case 'navigated':
      return settings().preserveLog ? undefined : recorder.clear(command.tabId, command.at);
    case 'clear':
      return recorder.clear(command.tabId, now());
    case 'looked': {
      const upTo = (ledger.get('tally')?.nextSeq ?? 1) - 1;
      const id = String(command.tabId);
      return ledger.get('seen', id) === upTo ? undefined : commit([{ room: 'seen', id, value: upTo }]);
    }
    case 'open-options':
      return openOptions(command.watch);
  }
}

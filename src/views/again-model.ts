// Sending a free call again from the panel: armed until its wait is over, sent, and what came of it. One call at a time; in memory only.
import { type ReadonlySignal, type Signal, effect, signal } from '@preact/signals';
import type { Entry } from '../core/ledger.ts';
import type { Row } from '../core/rows.ts';
import { type FreeGet, type SendAgain, sendAgainOf } from '../core/send-again.ts';
import type { EpochMs, HttpStatus } from '../core/units.ts';

/** How a call is sent; the browser's own, or a test's. */
export type Again = (request: FreeGet) => Promise<'sent' | 'no-key' | 'moved' | 'not-reached'>;

export type Sending = { call: string } & (
  | { step: 'armed' | 'sending' }
  | { step: 'not-sent'; why: 'no-key' | 'moved' | 'not-reached' }
  | { step: 'sent' | 'no-answer'; at: EpochMs }
  | { step: 'worked'; at: EpochMs; status: HttpStatus }
  | { step: 'failed'; at: EpochMs; entry: Entry }
);

/** An answer that takes longer is in the list all the same. */
const GIVE_UP_MS = 60_000;
/** The two sources round their starts. */
const START_SLACK_MS = 50;

interface Parts {
  again: Again | null;
  tabId: number | null;
  site: ReadonlySignal<string | null>;
  now: () => EpochMs;
  after: (delayMs: number, callback: () => void) => () => void;
  /** The row that the failure stands in now, with the instant its wait ends; null when it is gone. */
  rowOf: (entryId: string) => { row: Row; notBefore: EpochMs | null } | null;
  /** What was seen of this call since: its soonest attempt that ended. */
  attemptSince: (call: Entry, since: EpochMs) => { entry: Entry } | { status: HttpStatus } | null;
  /** Bumped with the ledger. */
  version: ReadonlySignal<unknown>;
}

export function createAgain({ again, tabId, site, now, after, rowOf, attemptSince, version }: Parts) {
  const state: Signal<Sending | null> = signal(null);
  let sentEntry: Entry | null = null;
  let stopWaiting = (): void => undefined;

  const readiness = (row: Row): SendAgain => sendAgainOf(row.latest.observation, { tabId, origin: site.value });

  const send = async (row: Row): Promise<void> => {
    stopWaiting();
    const ready = readiness(row);
    if (again === null || !ready.can) return void (state.value = null);
    const of = { call: row.latest.call };
    state.value = { ...of, step: 'sending' };
    const at = now();
    const said = await again(ready.request);
    if (said !== 'sent') return void (state.value = { ...of, step: 'not-sent', why: said });
    sentEntry = row.latest;
    stopWaiting = after(GIVE_UP_MS, () => {
      if (state.peek()?.step === 'sent') state.value = { ...of, step: 'no-answer', at };
    });
    state.value = { ...of, step: 'sent', at };
  };

  /** At zero, by the plan as it is then: a wait that has grown is waited for. */
  const waitFor = (entryId: string): void => {
    stopWaiting();
    const found = rowOf(entryId);
    if (!found) return void (state.value = null);
    const left = (found.notBefore ?? 0) - now();
    if (left <= 0) return void send(found.row);
    stopWaiting = after(left, () => waitFor(entryId));
  };
  const arm = (row: Row): void => {
    if (!readiness(row).can) return;
    state.value = { call: row.latest.call, step: 'armed' };
    waitFor(row.latest.observation.id);
  };
  const cancel = (): void => {
    stopWaiting();
    state.value = null;
  };

  /** Its answer comes through the ordinary capture. */
  const follow = (): (() => void) =>
    effect(() => {
      void version.value;
      const sent = state.value;
      if (sent?.step !== 'sent' || sentEntry === null) return;
      const { call, at } = sent;
      const attempt = attemptSince(sentEntry, at - START_SLACK_MS);
      if (attempt === null) return;
      stopWaiting();
      state.value = 'entry' in attempt ? { call, at, step: 'failed', ...attempt } : { call, at, step: 'worked', ...attempt };
    });

  return { isOffered: again !== null, state: state as ReadonlySignal<Sending | null>, readiness, send, arm, cancel, follow };
}

// The background's heart: events of both sources in, changes of the ledger out. Knows no browser; clock, chance and store are handed in.
import {
  type AnswerText,
  type CaptureSettings,
  type WebRequestEvent,
  type WebRequestStart,
  beginCall,
  continueCall,
} from '../core/capture/web-request.ts';
import { callOfRefused, callRefusedBy, mayBeRefused, refusalOf } from '../core/capture/preflight.ts';
import { covers } from '../core/grants.ts';
import { clear } from '../core/journal.ts';
import type { Change, MemoryLedger } from '../core/ledger.ts';
import type { Observation } from '../core/observation.ts';
import {
  type Group,
  type Pair,
  SETTLE_MS,
  groupOf,
  isFeasibleAfterStandstill,
  isLate,
  merged,
  settle,
  sightingOf,
} from '../core/pairing.ts';
import { type Circumstances, receive, revise } from '../core/pipeline.ts';
import type { EpochMs } from '../core/units.ts';

export interface RecorderParts {
  ledger: MemoryLedger;
  /** Stores changes that the ledger has taken in. */
  store(changes: readonly Change[]): void;
  now(): EpochMs;
  dice(): number;
  after(delayMs: number, callback: () => void): void;
  settings(): CaptureSettings & { limit: number };
}

/** A call whose end was never told (the browser was killed in between) is not under way for ever. */
const FLIGHT_LIMIT_MS = 15 * 60_000;
const SWEEP_EVERY_MS = 10_000;
/** The call fails right after its preflight was answered; a slow preflight takes some seconds. */
const PREFLIGHT_SPAN_MS = 30_000;
/** Firefox's devtools tell of a refused preflight but not of the call that it stopped (measured); Chromium tells of both at once. */
const UNCLAIMED_AFTER_MS = 1500;
/** Of one address; more at once are no use. */
const REFUSED_KEPT = 50;

interface Refused {
  preflight: Observation;
  raw: string;
  /** The call that it stopped was told by the other source already: only its own source's call may still ask for it. */
  isClaimed?: boolean;
}

export class Recorder {
  private readonly parts: RecorderParts;
  /** What devtools saw and no pair was found for yet; only their bodies are at stake if the background ends now. */
  private readonly waiting = new Map<string, Observation>();
  /** Refused preflights by address, oldest first, each until the call that it stopped has ended. */
  private readonly refused = new Map<string, Refused[]>();
  private isTimed = false;
  private sweptAt = 0;

  constructor(parts: RecorderParts) {
    this.parts = parts;
    const tooOld = parts.now() - FLIGHT_LIMIT_MS;
    for (const [id, call] of parts.ledger.entries('flight')) {
      if (call.startedAt < tooOld) this.commit([{ room: 'flight', id, value: undefined }]);
    }
  }

  /** One webRequest event. `call` is what every event carries: it stands in for a start that was missed. */
  webRequest(call: Omit<WebRequestStart, 'body'>, event: WebRequestEvent): void {
    const settings = this.parts.settings();
    const id = call.requestId;
    const known = this.parts.ledger.get('flight', id);
    if (event.kind === 'body' && !known) return this.reviseBody(id, event, call.url);
    if (event.kind === 'start' || !known) {
      const begun = beginCall(event.kind === 'start' ? event : { ...call, body: null }, settings);
      if (!begun) return;
      if (event.kind === 'start') return this.takeOff(id, begun);
      return this.proceed(id, { ...begun, requestBody: { kind: 'unseen' } }, event, call.url);
    }
    // Its end was told by devtools already (see landOpen): this is the late echo.
    if (known.endedAt !== null) return void (isEnd(event) && this.commit([{ room: 'flight', id, value: undefined }]));
    this.proceed(id, known, event, call.url);
  }

  /** Calls that devtools.network told of, already redacted in the devtools page. */
  devtoolsSaw(observations: readonly Observation[]): void {
    const groups = new Set<string>();
    for (const seen of observations) {
      if (seen.preflight) {
        this.notePreflight(seen);
        if (!this.isCovered(seen)) this.parts.after(UNCLAIMED_AFTER_MS, () => this.tellUnclaimed(seen));
        continue;
      }
      const key = groupOf(seen);
      const group = this.group(key);
      const known = group.har.find(({ id }) => id === seen.id);
      // Told again, as its first message got no answer. Without its sighting's partner found yet, its body may be lost with a background.
      if (known?.isAlone || this.parts.ledger.get('entry', seen.id)) continue;
      const observation = this.explained(seen);
      this.waiting.set(observation.id, observation);
      if (!known) this.putGroup(key, { ...group, har: [...group.har, sightingOf(observation)] });
      groups.add(key);
    }
    for (const key of groups) this.settle(key);
  }

  clear(tabId: number | null, before: EpochMs, withTabless = false): void {
    this.commit(clear(this.parts.ledger, tabId, before, withTabless));
  }

  private takeOff(id: string, call: Observation): void {
    const key = groupOf(call);
    const group = this.group(key);
    this.commit([{ room: 'flight', id, value: call }]);
    this.putGroup(key, { ...group, web: [...group.web, sightingOf(call)] });
  }

  private proceed(id: string, call: Observation, event: Exclude<WebRequestEvent, { kind: 'start' }>, rawUrl: string): void {
    const next = continueCall(call, event, rawUrl, this.parts.settings());
    // Once: told again at its end, it would stand for a call that asked for it in between.
    if (next.preflight && next.status !== null && call.status === null) this.notePreflight(next);
    if (next.endedAt === null) this.commit([{ room: 'flight', id, value: next }]);
    else this.land(id, this.explained(next));
  }

  /** Firefox read the body of a call that has ended already; its failure may have been cleared since. */
  private reviseBody(requestId: string, event: AnswerText, rawUrl: string): void {
    const { ledger } = this.parts;
    const seen = [...ledger.all('entry')].findLast(({ observation }) =>
      observation.id.startsWith(`w:${requestId}:`),
    )?.observation;
    if (!seen || seen.responseBody.text !== null) return;
    const whole = continueCall(seen, event, rawUrl, this.parts.settings());
    if (whole.responseBody !== seen.responseBody) this.commit(revise(ledger, whole, this.circumstances()));
  }

  /** Both browsers tell of a preflight as a call of its own, which is answered just before the call that it stops fails. */
  private notePreflight(preflight: Observation): void {
    const raw = refusalOf(preflight);
    const room = roomOf(preflight);
    if (raw === null) this.refused.delete(room);
    else {
      const others = (this.refused.get(room) ?? []).filter((one) => one.preflight.id !== preflight.id);
      this.refused.set(room, [...others, { preflight, raw }].slice(-REFUSED_KEPT));
    }
  }

  /** No call came for this refused preflight, from either source: it stands for the call that it stopped. */
  private tellUnclaimed(preflight: Observation): void {
    const room = roomOf(preflight);
    const found = this.refused.get(room)?.find((one) => one.preflight === preflight && !one.isClaimed);
    if (!found) return;
    this.refused.set(room, this.refused.get(room)?.filter((one) => one !== found) ?? []);
    const call = { ...callOfRefused(preflight, found.raw), status: null, responseHeaders: null };
    this.commit(receive(this.parts.ledger, callRefusedBy(call, preflight, found.raw), this.circumstances()));
  }

  /** A call that failed without an answer was never sent only if its preflight was seen refused; else nobody knows. */
  private explained(call: Observation): Observation {
    if (!mayBeRefused(call)) return call;
    const room = roomOf(call);
    const isOfLate = ({ preflight }: { preflight: Observation }): boolean =>
      (call.endedAt ?? 0) - preflight.startedAt < PREFLIGHT_SPAN_MS;
    const known = (this.refused.get(room) ?? []).filter((one) => isOfLate(one));
    // Both sources may tell of a preflight, and of the call: each call has its own source's, or the other's while that one is not told.
    const isOwn = ({ preflight }: Refused): boolean => preflight.source === call.source;
    const own = known.find((one) => isOwn(one));
    const twin = known.find((one) => !isOwn(one) && !one.isClaimed);
    const found = own ?? twin;
    const left = known.filter((one) => one !== own);
    this.refused.set(
      room,
      left.map((one) => (one === twin ? { ...one, isClaimed: true } : one)),
    );
    return found ? callRefusedBy(call, found.preflight, found.raw) : call;
  }

  /** The network layer told the end of a call: it is received at once, its body may come later. */
  private land(id: string, call: Observation): void {
    const key = groupOf(call);
    const group = this.group(key);
    const sighting = sightingOf(call);
    const others = group.web.filter((web) => web.id !== call.id);
    const alone = group.har.find((har) => har.isAlone && isFeasibleAfterStandstill(sighting, har));
    this.commit([{ room: 'flight', id, value: undefined }]);
    if (alone) {
      const seen = this.waiting.get(alone.id);
      this.waiting.delete(alone.id);
      if (seen) this.commit(revise(this.parts.ledger, merged({ ...call, id: alone.id }, seen, true), this.circumstances()));
      this.putGroup(key, { web: others, har: group.har.filter((har) => har !== alone) });
      return;
    }
    this.commit(receive(this.parts.ledger, call, this.circumstances()));
    const isFailure = this.parts.ledger.get('entry', call.id) !== undefined;
    this.putGroup(key, { ...group, web: call.preflight ? others : [...others, { ...sighting, isFailure }] });
    this.settle(key);
  }

  private settle(key: string): void {
    const now = this.parts.now();
    const before = this.group(key);
    const { group, pairs, alone, waiting } = settle(before, now);
    for (const pair of pairs) this.join(pair, before.web.find(({ id }) => id === pair.webId)?.isFailure ?? false);
    for (const id of alone) {
      const observation = this.waiting.get(id);
      if (observation && !(isLate(observation, now) && this.isCovered(observation)))
        this.commit(receive(this.parts.ledger, observation, this.circumstances()));
    }
    this.putGroup(key, group);
    const left = new Set(group.har.map(({ id }) => id));
    for (const { id } of before.har) if (!left.has(id)) this.waiting.delete(id);
    if (waiting) this.lookAgain();
    if (now - this.sweptAt > SWEEP_EVERY_MS) this.sweep(now);
  }

  /** Does webRequest see this call? Browsers show it only where both the page that sent it and the address are granted. */
  private isCovered({ initiator, url }: Observation): boolean {
    const granted = this.parts.ledger.get('granted') ?? [];
    return initiator !== null && covers(granted, initiator) && covers(granted, url);
  }

  private lookAgain(): void {
    if (this.isTimed) return;
    this.isTimed = true;
    this.parts.after(SETTLE_MS + 20, () => {
      this.isTimed = false;
      for (const [key] of this.parts.ledger.entries('pairing')) this.settle(key);
    });
  }

  /** The two are one call. */
  private join({ webId, harId, sure }: Pair, wasFailure: boolean): void {
    const seen = this.waiting.get(harId);
    this.waiting.delete(harId);
    if (!seen) return;
    const { ledger } = this.parts;
    const open = [...ledger.entries('flight')].find(([, call]) => call.id === webId && call.endedAt === null);
    if (open) return this.landOpen(open[0], merged(open[1], seen, sure));
    const known = ledger.get('entry', webId)?.observation;
    if (!known && wasFailure) return;
    const whole = known ? merged(known, seen, sure) : { ...seen, id: webId, source: 'both' as const };
    if (known || sure) this.commit(revise(ledger, whole, this.circumstances()));
  }

  /** Devtools told the end of a call that webRequest still thinks under way (an event was lost). */
  private landOpen(flightId: string, whole: Observation): void {
    this.commit([{ room: 'flight', id: flightId, value: whole }]);
    this.commit(receive(this.parts.ledger, whole, this.circumstances()));
  }

  /** Lets go of what no partner will come for. */
  private sweep(now: EpochMs): void {
    this.sweptAt = now;
    for (const [key] of this.parts.ledger.entries('pairing')) this.settle(key);
  }

  private group = (key: string): Group => this.parts.ledger.get('pairing', key) ?? { web: [], har: [] };
  private putGroup(key: string, group: Group): void {
    const isEmpty = group.web.length === 0 && group.har.length === 0;
    this.commit([{ room: 'pairing', id: key, value: isEmpty ? undefined : group }]);
  }
  private circumstances(): Circumstances {
    return { now: this.parts.now(), dice: this.parts.dice(), limit: this.parts.settings().limit };
  }
  private commit(changes: readonly Change[]): void {
    for (const change of changes) this.parts.ledger.apply(change);
    if (changes.length > 0) this.parts.store(changes);
  }
}

/** By the raw URL's name: a preflight shows less of what must be masked than its call. */
const roomOf = ({ url, address }: Observation): string => address ?? url;

const isEnd = (event: WebRequestEvent): boolean => event.kind === 'done' || event.kind === 'failed';

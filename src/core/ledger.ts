// Every record the product keeps for the session, and under which storage key: the contract between background, panel and popup.
import type { Comparison } from './comparison.ts';
import type { CreditsTally } from './credits.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Doubt } from './doubt.ts';
import type { KeyUse } from './idempotency.ts';
import type { Incident } from './incident.ts';
import type { Hold } from './advise.ts';
import type { JobLine } from './job-line.ts';
import type { LastSuccess } from './last-success.ts';
import type { LostCall } from './lost-call.ts';
import type { Observation, Surface } from './observation.ts';
import type { Group } from './pairing.ts';
import type { RateWindow } from './rate-window.ts';
import type { EpochMs } from './units.ts';

/** One failed call. */
export interface Entry {
  /** Rises with each new failure; the order of the journal. */
  seq: number;
  observation: Observation;
  diagnosis: Diagnosis;
  /** The key whose window this call belongs to; null where no key was seen. */
  keyRef: string | null;
  /** The call apart from time and answer: repeats of it have the same. */
  call: string;
  /** In [0, 1), drawn once when the failure was first seen: the jitter of its retry. */
  dice: number;
  /** When the call had last come through before this failure; absent where it was not seen to. */
  workedAt?: EpochMs;
  /** Beside the last success of its endpoint; absent when none was seen before it. */
  comparison?: Comparison;
}

/** What is known of one API key at one host. */
export interface KeyRecord {
  ref: string;
  host: string;
  keyId: string;
  /** `mk_live_7f3a2b1c.***` */
  shown: string;
  window: RateWindow;
  /** 429s whose bodies were not read yet: they may say that it was no matter of the budget. */
  doubt: Doubt | null;
  /** Calls a minute as GET /me gave them; null: not seen. */
  accountLimit: number | null;
  hold: Hold | null;
  dice: number;
  lastAt: EpochMs;
  /** Surfaces on which a call with this key succeeded. */
  worksOn: readonly Surface[];
}

export interface CallSuccess {
  sentAt: EpochMs;
  endedAt: EpochMs;
  /** Of the body it was sent with; absent where none was seen. */
  bodyDigest?: string;
}

/** The recent life of one call (same method, URL and key), successes included. */
export interface CallRecord {
  call: string;
  /** Ends of the failures in a row that a wait may mend, oldest first, the last ATTEMPTS_KEPT. */
  failedAt: EpochMs[];
  /** The last end that was no failure. */
  success: CallSuccess | null;
  lastAt: EpochMs;
  /** Of the body it was sent with last; absent where none was seen. */
  bodyDigest?: string;
}

export interface Tally {
  nextSeq: number;
  /** Finished API calls since the browser started, and those of other hosts are never counted. */
  calls: number;
  /** Failures that the limit pushed out of the journal. */
  dropped: number;
  /** Since when the background listens. */
  since: EpochMs;
}

/** A call whose answer stands in jobs or credits; `read`: with its body. */
export interface Told {
  id: string;
  read: boolean;
}

/** The records by storage key. A key is `<room>:<id>`, or the room alone where there is one record. */
export interface Rooms {
  entry: Entry;
  flight: Observation;
  key: KeyRecord;
  call: CallRecord;
  /** By `ref`: which call first sent an Idempotency-Key. */
  idempotency: KeyUse;
  /** By `ref`: the last call of an endpoint that worked, for each base and key. */
  worked: LastSuccess;
  /** By `ref`: calls with an Idempotency-Key whose outcome is not known. */
  lost: LostCall;
  /** By `ref`: async work from its POST to its end. Order them by `startedAt`: storage keeps no order. */
  job: JobLine;
  /** Credits seen reserved, by account; one record. */
  credits: readonly CreditsTally[];
  /** The latest calls that jobs and credits have taken in, so that none is taken twice. */
  told: readonly Told[];
  /** Per tab: the highest seq that was shown to somebody. */
  seen: number;
  /** Per key: the end of the block of which the user was told last. */
  notice: EpochMs;
  /** By `groupOf` an observation. */
  pairing: Group;
  incident: Incident;
  tally: Tally;
  /** Match patterns of the origins granted now. */
  granted: string[];
}
export type Room = keyof Rooms;
export const ROOMS: readonly Room[] = [
  'entry',
  'flight',
  'key',
  'call',
  'idempotency',
  'lost',
  'worked',
  'job',
  'credits',
  'told',
  'seen',
  'notice',
  'pairing',
  'incident',
  'tally',
  'granted',
];
/** One write: `value: undefined` takes the record away. */
export type Change = { [R in Room]: { room: R; id: string; value: Rooms[R] | undefined } }[Room];

/** Reading side of the records; the background's memory, or a map in a test. */
export interface Ledger {
  get<R extends Room>(room: R, id?: string): Rooms[R] | undefined;
  all<R extends Room>(room: R): Iterable<Rooms[R]>;
  size(room: Room): number;
}

export const storageKey = (room: Room, id: string): string => (id === '' ? room : `${room}:${id}`);

/** The room and id of a storage key, null when it is none of ours. */
export function fromStorageKey(key: string): { room: Room; id: string } | null {
  const colon = key.indexOf(':');
  const room = ROOMS.find((one) => one === (colon < 0 ? key : key.slice(0, colon)));
  return room ? { room, id: colon < 0 ? '' : key.slice(colon + 1) } : null;
}

/** A ledger in memory: what the background and the views hold; changes are applied in place. */
export class MemoryLedger implements Ledger {
  private readonly rooms = new Map<Room, Map<string, unknown>>();

  private room(room: Room): Map<string, unknown> {
    let records = this.rooms.get(room);
    if (!records) this.rooms.set(room, (records = new Map()));
    return records;
  }
  get<R extends Room>(room: R, id = ''): Rooms[R] | undefined {
    return this.room(room).get(id) as Rooms[R] | undefined;
  }
  all<R extends Room>(room: R): Iterable<Rooms[R]> {
    return this.room(room).values() as Iterable<Rooms[R]>;
  }
  entries<R extends Room>(room: R): Iterable<[string, Rooms[R]]> {
    return this.room(room) as Map<string, Rooms[R]>;
  }
  size(room: Room): number {
    return this.room(room).size;
  }
  apply(change: Change): void {
    if (change.value === undefined) this.room(change.room).delete(change.id);
    else this.room(change.room).set(change.id, change.value);
  }
}

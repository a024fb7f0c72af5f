// Which keys matter now: those that must wait first, then the fullest, then the one used last.
import type { KeyRecord } from '../core/ledger.ts';
import type { EpochMs } from '../core/units.ts';

const MINUTE_MS = 60_000;

/** `waiting` and `free` are the keys with something to tell (a hold, or a call in the last minute); `active` is both. */
export function keysByUrgency(
  keys: readonly KeyRecord[],
  now: EpochMs,
): { active: KeyRecord[]; waiting: KeyRecord[]; free: KeyRecord[] } {
  const isWaiting = ({ hold }: KeyRecord): boolean => hold !== null && hold.notBefore > now;
  const used = new Map(keys.map((key) => [key, usedBy(key, now)]));
  const waiting = keys.filter(isWaiting).toSorted((a, b) => (a.hold?.notBefore ?? 0) - (b.hold?.notBefore ?? 0));
  const free = keys
    .filter((key) => !isWaiting(key) && now - key.lastAt < MINUTE_MS)
    .toSorted((a, b) => (used.get(b) ?? 0) - (used.get(a) ?? 0) || b.lastAt - a.lastAt);
  return { active: [...waiting, ...free], waiting, free };
}

/** Calls of the last minute; the newest stand at the end. */
function usedBy({ window }: KeyRecord, now: EpochMs): number {
  let count = 0;
  for (let place = window.calls.length - 1; place >= 0; place--, count++)
    if ((window.calls[place]?.[1] ?? 0) <= now - MINUTE_MS) break;
  return count;
}

// Limiter model: a fixed window that a key's first call opens, and that lasts one window from there (many in-memory limiters).
import type { EpochMs } from '../units.ts';
import type { Rate } from './arrivals.ts';

/** The window that is open: bounds of its start and of the calls in it. */
export interface Anchor {
  earliest: EpochMs;
  latest: EpochMs;
  least: number;
  most: number;
  /** Until this instant the last window may still have been open, so a later call may have opened this one; null once that is settled. */
  unsureUntil: EpochMs | null;
}

/** The open window after one more call that was let in; calls in the order in which they ended. */
export function joinWindow(
  anchor: Anchor | null,
  { sentAt, receivedAt, sure }: { sentAt: EpochMs; receivedAt: EpochMs; sure: boolean },
  { windowMs }: Rate,
): Anchor {
  const alone: Anchor = { earliest: sentAt, latest: receivedAt, least: sure ? 1 : 0, most: 1, unsureUntil: null };
  if (!anchor) return alone;
  const { earliest, latest, least, most, unsureUntil } = anchor;
  if (sentAt >= latest + windowMs) return alone;
  if (unsureUntil !== null) {
    // Either the call before opened this window, or this one does.
    const settled = sentAt >= unsureUntil;
    return {
      earliest,
      latest: receivedAt,
      least: settled && sure ? 1 : 0,
      most: most + 1,
      unsureUntil: settled ? null : unsureUntil,
    };
  }
  // It may have been the last of the old window or the first of a new one.
  if (receivedAt >= earliest + windowMs) return { ...alone, least: 0, unsureUntil: latest + windowMs };
  return { earliest: Math.min(earliest, sentAt), latest, least: least + (sure ? 1 : 0), most: most + 1, unsureUntil };
}

/** Calls the window certainly / possibly holds when this one arrives; a window that may be over holds none for certain. */
export function heldAt(
  anchor: Anchor | null,
  asked: { sentAt: EpochMs; receivedAt: EpochMs },
  { windowMs }: Rate,
): { least: number; most: number } {
  if (!anchor) return { least: 0, most: 0 };
  return {
    least: asked.receivedAt < anchor.earliest + windowMs ? anchor.least : 0,
    most: asked.sentAt < anchor.latest + windowMs ? anchor.most : 0,
  };
}

/** When the call after `ahead` others is let in. */
export function anchorOpens(anchor: Anchor | null, ahead: number, from: EpochMs, { limit, windowMs }: Rate): EpochMs {
  if (!anchor || from >= anchor.latest + windowMs) return from + Math.floor(ahead / limit) * windowMs;
  const windows = Math.floor((anchor.most + ahead) / limit);
  return windows === 0 ? from : Math.max(from, anchor.latest + windows * windowMs + 2);
}

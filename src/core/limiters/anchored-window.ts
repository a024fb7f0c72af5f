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
  /** When it had refused a call: a call that is sent later and let in is in another window. Null: it has refused none. */
  fullFrom: EpochMs | null;
  /** It began after this, whoever opened it. */
  openedAfter: EpochMs;
}

/** The open window after one more call that was let in; calls in the order in which they ended. */
export function joinWindow(
  anchor: Anchor | null,
  { sentAt, receivedAt, sure }: { sentAt: EpochMs; receivedAt: EpochMs; sure: boolean },
  { windowMs }: Rate,
): Anchor {
  const alone: Anchor = {
    earliest: sentAt,
    latest: receivedAt,
    least: sure ? 1 : 0,
    most: 1,
    unsureUntil: null,
    fullFrom: null,
    openedAfter: anchor
      ? Math.min(sentAt, Math.max(sentAt - windowMs, anchor.openedAfter + windowMs, anchor.fullFrom ?? 0))
      : sentAt - windowMs,
  };
  if (!anchor) return alone;
  const { earliest, latest, least, most, unsureUntil, fullFrom } = anchor;
  if (sentAt >= latest + windowMs || (fullFrom !== null && sentAt > fullFrom)) return alone;
  if (unsureUntil !== null) {
    // Either the call before opened this window, or this one does.
    const settled = sentAt >= unsureUntil;
    return {
      earliest,
      latest: receivedAt,
      least: settled && sure ? 1 : 0,
      most: most + 1,
      unsureUntil: settled ? null : unsureUntil,
      fullFrom,
      openedAfter: anchor.openedAfter,
    };
  }
  // It may have been the last of the old window or the first of a new one.
  if (receivedAt >= earliest + windowMs) return { ...alone, least: 0, unsureUntil: latest + windowMs };
  return {
    earliest: Math.min(earliest, sentAt),
    latest,
    least: least + (sure ? 1 : 0),
    most: most + 1,
    unsureUntil,
    fullFrom,
    openedAfter: anchor.openedAfter,
  };
}

/** After a refusal the window is full, whoever filled it; where none was known to be open, others opened it in the window before. */
export function filled(
  anchor: Anchor | null,
  { sentAt, receivedAt }: { sentAt: EpochMs; receivedAt: EpochMs },
  { limit, windowMs }: Rate,
): Anchor {
  if (!anchor || sentAt >= anchor.latest + windowMs) {
    const earliest = sentAt - windowMs;
    return {
      earliest,
      latest: receivedAt,
      least: 0,
      most: limit,
      unsureUntil: null,
      fullFrom: receivedAt,
      openedAfter: anchor ? Math.min(receivedAt, Math.max(earliest, anchor.openedAfter + windowMs)) : earliest,
    };
  }
  return { ...anchor, most: Math.max(anchor.most, limit), fullFrom: receivedAt };
}

/** Calls the window certainly / possibly holds when this one arrives; a window that may be over holds none for certain. */
export function heldAt(
  anchor: Anchor | null,
  asked: { sentAt: EpochMs; receivedAt: EpochMs },
  { limit, windowMs }: Rate,
): { least: number; most: number } {
  if (!anchor) return { least: 0, most: 0 };
  const isFull = anchor.fullFrom !== null && asked.sentAt > anchor.fullFrom;
  return {
    least: asked.receivedAt < anchor.earliest + windowMs ? (isFull ? limit : anchor.least) : 0,
    most: asked.sentAt < anchor.latest + windowMs ? anchor.most : 0,
  };
}

/** When the call after `ahead` others is let in. */
export function anchorOpens(anchor: Anchor | null, ahead: number, from: EpochMs, { limit, windowMs }: Rate): EpochMs {
  if (!anchor || from >= anchor.latest + windowMs) return from + Math.floor(ahead / limit) * windowMs;
  const windows = Math.floor((anchor.most + ahead) / limit);
  return windows === 0 ? from : Math.max(from, anchor.latest + windows * windowMs + 2);
}

// Offline way in for one call: pasted text walks the live pipeline with nothing before it, and comes out as the panel's entry.
import type { Phrase } from '../words/phrase.ts';
import { observationFromPaste } from './capture/pasted-response.ts';
import { type Entry, MemoryLedger } from './ledger.ts';
import { receive } from './pipeline.ts';
import type { BaseUrl } from './surface.ts';
import type { EpochMs } from './units.ts';

export interface PasteReading {
  /** null: nothing to diagnose, and `notes` say why. */
  entry: Entry | null;
  notes: Phrase[];
}
export interface PasteOptions {
  now: EpochMs;
  salt?: string;
  added?: readonly BaseUrl[];
  limit?: number;
  /** In [0, 1): the jitter of the retry. */
  dice?: number;
}

/** The diagnosis of a pasted transcript, response, log line or error body. Never throws. */
export function readPaste(text: string, { now, salt = '', added = [], limit = 60, dice = 0 }: PasteOptions): PasteReading {
  const paste = observationFromPaste(text, { id: `p:${now}`, now, salt, added });
  if (paste.kind === 'none') return { entry: null, notes: [paste.why] };
  const ledger = new MemoryLedger();
  for (const change of receive(ledger, paste.observation, { now: paste.observation.endedAt ?? now, dice, limit })) {
    if (change.room === 'entry' && change.value) return { entry: change.value, notes: paste.notes };
  }
  return { entry: null, notes: [...paste.notes, { id: 'paste.healthy' }] };
}

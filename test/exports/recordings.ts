// Recordings for the export tests: every HAR fixture, read as "Open HAR" reads it.
import { readFileSync } from 'node:fs';
import { readHar } from '../../src/core/analyze-har.ts';
import type { Entry } from '../../src/core/ledger.ts';
import type { Recording } from '../../src/exports/recording.ts';

export const FIXTURES = ['chrome', 'firefox', 'charles', 'proxyman', 'mitmproxy', 'playwright', 'chrome-sanitized'] as const;
export const fixture = (name: string): string => readFileSync(new URL(`../fixtures/har/${name}.har`, import.meta.url), 'utf8');

export const recordingOf = (har: unknown): Recording => ({ ...readHar(har), version: '0.1.0' });
export const recordingFrom = (...entries: Entry[]): Recording => ({
  failures: entries.map((entry, index) => ({ index, entry })),
  keys: [],
  notes: [],
  now: 2_000_000,
  version: '0.1.0',
});

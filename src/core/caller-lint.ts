// Lint of the caller's own retrying: its calls in, findings with the attempts as evidence out. Each says "looks like": it sees no code.
import type { Phrase } from '../words/phrase.ts';
import type { DurationMs, EpochMs, HttpStatus } from './units.ts';

/** One call of the client, oldest first. */
export interface CallerCall {
  sentAt: EpochMs;
  endedAt: EpochMs;
  /** The same for repeats of the same call. */
  call: string;
  method: string;
  status: HttpStatus | null;
  /** What was advised after it: no call of the kind before that instant; null when no wait was advised. */
  safeAt: EpochMs | null;
}
export type LintRule = 'hopeless' | 'early' | 'fixed-interval' | 'no-jitter' | 'layers';
export interface LintFinding {
  rule: LintRule;
  /** The repeated call. */
  call: string;
  says: Phrase;
  /** The attempts it rests on, oldest first. */
  evidence: CallerCall[];
}

/** No pattern is claimed from fewer attempts than this. */
export const LINT_ATTEMPTS = 3;
/** A repeat of the same failed call within this time is a retry; later it is a new try of a person. */
export const RETRY_WITHIN_MS: DurationMs = 300_000;
/** Statuses that no repeat of the same call can mend (error-codes page: "Retryable: no"). */
export const HOPELESS: ReadonlySet<number> = new Set([400, 401, 402, 403, 404]);
/** Gaps count as fixed when none is further than this share from their mean. Jitter as documented (0-500 ms on 1 s and more) spreads wider. */
export const FIXED_SHARE = 0.05;
/** Gaps count as pure doubling when each is twice the one before within this share. */
export const DOUBLING_SHARE = 0.05;
/** Two layers retry when tries come in groups: the gap between groups is at least so many times the gap within. */
export const LAYER_RATIO = 4;
/** Earlier than advised by more than this counts as too early: below it lies the clock's and the network's noise. */
export const EARLY_MS: DurationMs = 250;

/** All findings, strongest first; an empty list finds nothing. */
export const lintCaller = (calls: readonly CallerCall[]): LintFinding[] =>
  runsOf(calls).flatMap(([call, attempts]) => lintRun(call, attempts));

/** By call. */
function runsOf(calls: readonly CallerCall[]): [string, CallerCall[]][] {
  const byCall = new Map<string, CallerCall[]>();
  for (const one of calls) {
    const run = byCall.get(one.call);
    if (run) run.push(one);
    else byCall.set(one.call, [one]);
  }
  return [...byCall];
}
const failed = ({ status }: CallerCall): boolean => status === null || status === 0 || status >= 400;

function lintRun(call: string, attempts: readonly CallerCall[]): LintFinding[] {
  const retries: CallerCall[] = [];
  for (const one of attempts.toSorted((a, b) => a.sentAt - b.sentAt)) {
    const before = retries.at(-1);
    // Sent while the one before was under way: a call beside it, not a retry of it.
    if (before && one.sentAt < before.endedAt) continue;
    if (before && (!failed(before) || one.sentAt - before.endedAt > RETRY_WITHIN_MS)) retries.length = 0;
    retries.push(one);
  }
  if (retries.length < LINT_ATTEMPTS) return [];
  const tries = retries.length;
  const findings: LintFinding[] = [];
  const found = (rule: LintRule, says: Phrase, evidence: CallerCall[] = retries): void =>
    void findings.push({ rule, call, says, evidence });
  const status = retries[0]?.status ?? 0;
  if (HOPELESS.has(status) && retries.every((one) => one.status === status))
    found('hopeless', { id: 'lint.hopeless', values: { tries, status } });
  const early = retries.filter((one, i) => one.sentAt < (retries[i - 1]?.safeAt ?? -Infinity) - EARLY_MS);
  if (early.length >= LINT_ATTEMPTS - 1) found('early', { id: 'lint.early', values: { early: early.length, tries } }, early);
  const gaps = retries.slice(1).map((one, i) => one.sentAt - (retries[i]?.endedAt ?? one.sentAt));
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
  const layers = layersOf(retries);
  if (layers) found('layers', { id: 'lint.layers', values: layers });
  else if (isFixed(gaps, mean))
    found('fixed-interval', { id: 'lint.fixed-interval', values: { tries, seconds: Math.round(mean / 100) / 10 } });
  else if (isDoubling(gaps)) found('no-jitter', { id: 'lint.no-jitter', values: { tries } });
  return findings;
}

const isFixed = (gaps: readonly DurationMs[], mean: DurationMs): boolean =>
  gaps.length >= LINT_ATTEMPTS - 1 && gaps.every((gap) => Math.abs(gap - mean) <= Math.max(30, mean * FIXED_SHARE));
/** One ratio may be chance: three gaps at least. */
const isDoubling = (gaps: readonly DurationMs[]): boolean =>
  gaps.length >= LINT_ATTEMPTS &&
  gaps.every((gap, i) => i === 0 || Math.abs(gap / Math.max(1, gaps[i - 1] ?? 1) - 2) <= 2 * DOUBLING_SHARE);

/** Groups of tries of one size, the gap between groups far larger than any within: a retrying client inside a retrying client. */
function layersOf(retries: readonly CallerCall[]): { groups: number; size: number } | null {
  const gaps = retries.slice(1).map((one, i) => one.sentAt - (retries[i]?.endedAt ?? one.sentAt));
  const small = Math.max(1, Math.min(...gaps));
  const sizes: number[] = [1];
  for (const gap of gaps) {
    if (gap >= small * LAYER_RATIO && gap >= 500) sizes.push(1);
    else sizes.push((sizes.pop() ?? 0) + 1);
  }
  const size = sizes[0] ?? 0;
  const whole = sizes.slice(0, -1).every((one) => one === size) && (sizes.at(-1) ?? 0) <= size;
  return sizes.length >= 2 && size >= 2 && whole && retries.length >= 2 * size ? { groups: sizes.length, size } : null;
}

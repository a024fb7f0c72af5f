// What a plan is measured against: the earliest instant at which the limiter lets a call in, and the earliest at which every limiter does
// that would have given the same answers.
import { serverOf, type Server, type Setting } from './servers.ts';

/** How finely it looks, ms. */
const STEP_MS = 5;

/** One server, watched for the first instant at which it would let a call in. It is to look before each arrival, so it never looks back. */
export interface Watch {
  server: Server;
  lookedTo: number;
  opensAt: number | null;
}
export const watchFrom = (server: Server, from: number): Watch => ({ server, lookedTo: from, opensAt: null });
export function lookUntil(watch: Watch, at: number): void {
  for (; watch.opensAt === null && watch.lookedTo <= at; watch.lookedTo += STEP_MS)
    if (watch.server.peek(watch.lookedTo)) watch.opensAt = watch.lookedTo;
}

/** Both readings of the documented log: whether refused calls count is nowhere written. They are given what the real limiter is given. */
export const readingsOf = (set: Setting): Server[] =>
  (['sliding log', 'sliding log, refused count'] as const).flatMap((kind) =>
    [true, false].map((edgeCounts) => serverOf(kind, { ...set, edgeCounts })),
  );

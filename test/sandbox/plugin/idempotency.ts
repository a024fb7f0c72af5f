// Idempotency-Key on Plugin mutations: the same key and body is answered again, not run again; another body is a conflict.
// SHA-256 of the canonical body, scoped to the installation (OpenAPI preamble, idempotency_conflict page).
import { createHash } from 'node:crypto';
import type { Answer, Call } from '../exchange.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';

/**
 * Runs `work` at most once for a key and body. A refusal is thrown past here and not kept: the call may be mended and sent again.
 * Without the header every call runs. How long the real service keeps a key is told differently by two pages; here until a reset.
 */
export async function onceOnly(
  { call, world, installation }: { call: Call; world: World; installation: string },
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const key = call.headers['idempotency-key'];
  if (key === undefined || call.method === 'GET') return work();
  const slot = `${installation} ${key}`;
  const fingerprint = fingerprintOf(call);
  const kept = world.replays.get(slot);
  if (kept && kept.fingerprint !== fingerprint) {
    throw new Refusal(409, 'idempotency_conflict', 'This Idempotency-Key was already used with a different request body.');
  }
  if (kept) return kept.answer;
  const answer = await work();
  world.replays.set(slot, { fingerprint, answer });
  return answer;
}

function fingerprintOf(call: Call): string {
  const text = call.body.toString('utf8');
  return createHash('sha256')
    .update(`${call.method} ${call.path}\n${canonical(text)}`)
    .digest('hex');
}
/** JSON with the names of every object sorted; text that is no JSON stays as it is. */
function canonical(text: string): string {
  try {
    return JSON.stringify(sortNames(JSON.parse(text)));
  } catch {
    return text;
  }
}
function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sortNames(inner)]),
  );
}

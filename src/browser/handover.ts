// The devtools page's way to the background: observations in order, one message at a time, none lost while the background comes and goes.
import type { Observation } from '../core/observation.ts';
import type { DurationMs } from '../core/units.ts';
import type { Command, Reply } from '../messages/contract.ts';

/** Pauses before a message that got no answer is sent again: a background that was stopped under it is back in far less. */
const PAUSES_MS: readonly DurationMs[] = [100, 500, 2_000, 10_000];

/** Observations that wait at most, the newest: a background that stays away this long must not cost the page its memory. */
const MOST_WAITING = 500;

export interface HandoverParts {
  tell: (command: Command) => Promise<Reply>;
  /** False once the extension was updated or removed under the page: no message leads anywhere from then on. */
  isConnected: () => boolean;
  after: (delay: DurationMs, callback: () => void) => void;
}

/**
 * Gives a function that hands an observation over. What comes while a message is under way goes with the next one; a message without
 * an answer is sent again, at last with the next observation. The background knows one that waits or stands alone by its id; one that
 * it had paired before it was stopped under the answer it may count again. Once the extension is gone, nothing is sent or kept.
 */
export function createHandover({ tell, after, isConnected }: HandoverParts): (observation: Observation) => void {
  let queue: Observation[] = [];
  let isSending = false;
  let failures = 0;

  const send = async (): Promise<void> => {
    isSending = true;
    while (queue.length > 0) {
      const observations = queue;
      queue = [];
      const reply = await tell({ ask: 'devtools-saw', observations });
      if (!reply.ok) {
        queue = isConnected() ? [...observations, ...queue].slice(-MOST_WAITING) : [];
        break;
      }
      failures = 0;
    }
    isSending = false;
    const pause = queue.length > 0 ? PAUSES_MS[failures++] : undefined;
    if (pause !== undefined) after(pause, sendWaiting);
  };
  const sendWaiting = (): void => {
    if (!isConnected()) queue = [];
    if (!isSending && queue.length > 0) void send();
  };
  return (observation) => {
    queue = [...queue, observation].slice(-MOST_WAITING);
    failures = 0;
    sendWaiting();
  };
}

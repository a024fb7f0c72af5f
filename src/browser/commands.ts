// runtime messages: commands from views to the background.
import type { Runtime } from 'webextension-polyfill';
import { type Command, type Reply, commandFrom } from '../messages/contract.ts';
import { browser } from './api.ts';

/** Sends a command. A background that sleeps is woken by it; one that cannot be reached (extension updated) gives `ok: false`. */
export async function tell(command: Command): Promise<Reply> {
  try {
    const reply: unknown = await browser.runtime.sendMessage(command);
    return isReply(reply) ? reply : { ok: false, error: 'no answer' };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}

/** Answers commands; what is not one is left to others. Call it synchronously at the top of the background. */
export function answerCommands(carryOut: (command: Command) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender): Promise<Reply> | undefined => {
    const command = sender.id === browser.runtime.id ? commandFrom(message) : null;
    if (!command) return undefined;
    return carryOut(command).then(
      (): Reply => ({ ok: true }),
      (error: unknown): Reply => ({ ok: false, error: String(error) }),
    );
  });
}

/** False once the extension was updated or removed under an open page: its calls lead nowhere from then on. */
export function isConnected(): boolean {
  try {
    return Boolean(browser.runtime.id);
  } catch {
    return false;
  }
}

const isReply = (value: unknown): value is Reply => typeof value === 'object' && value !== null && 'ok' in value;

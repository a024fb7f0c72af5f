// The one alarm: wakes a background that was stopped. Packed Chromium extensions wait 30 s at least; waking late must do no harm.
import type { EpochMs } from '../core/units.ts';
import { browser } from './api.ts';

const NAME = 'wake';

/** Replaces the alarm that stands; null takes it away. */
export function wakeAt(at: EpochMs | null): void {
  void (at === null ? browser.alarms.clear(NAME) : Promise.resolve(browser.alarms.create(NAME, { when: at })));
}

/** Call it synchronously at the top of the background. */
export function onWake(callback: () => void): void {
  browser.alarms.onAlarm.addListener(callback);
}

/** Firefox tells an event page that it is about to be stopped; Chromium stops a worker without a word. */
export function onSleep(callback: () => void): void {
  browser.runtime.onSuspend.addListener(callback);
}

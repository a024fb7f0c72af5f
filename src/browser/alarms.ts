// Alarms: they wake a background that was stopped. Packed Chromium extensions wait 30 s at least; waking late must do no harm.
import type { EpochMs } from '../core/units.ts';
import { browser } from './api.ts';

/** What it wakes for: the badge's countdown, or failures that grow too old to be kept. */
export type Alarm = 'badge' | 'journal';

/** Replaces the alarm of that name; null takes it away. */
export function wakeAt(name: Alarm, at: EpochMs | null): void {
  void (at === null ? browser.alarms.clear(name) : Promise.resolve(browser.alarms.create(name, { when: at })));
}

/** Call it synchronously at the top of the background. */
export function onWake(callback: () => void): void {
  browser.alarms.onAlarm.addListener(callback);
}

/** Firefox tells an event page that it is about to be stopped; Chromium stops a worker without a word. */
export function onSleep(callback: () => void): void {
  browser.runtime.onSuspend.addListener(callback);
}

// One key: gauge, what it means for the next call, the last minute's calls.
import { type Gauge as Reading, gauge } from '../../../core/forecast.ts';
import { limitBasisOf } from '../../../core/key-record.ts';
import type { KeyRecord } from '../../../core/ledger.ts';
import type { EpochMs, HttpStatus } from '../../../core/units.ts';
import { countdown, timeOfDay } from '../../format.ts';
import { label, speak } from '../../speak.ts';
import { Gauge } from '../pictures/Gauge.tsx';
import { type Point, Timeline } from '../pictures/Timeline.tsx';

/** More than this many marks on the strip are one dark block; a raised limit may bring thousands. */
const MARKS = 240;

export interface KeyState extends Reading {
  /** The later of what the window and the hold say; null: a call may go now. */
  until: EpochMs | null;
  level: 'low' | 'high' | 'blocked';
  /** What it means for the next call. */
  says: string;
}

export function keyState(record: KeyRecord, now: EpochMs): KeyState {
  const reading = gauge(record.window, now);
  const until = Math.max(reading.blockedUntil ?? 0, record.hold?.notBefore ?? 0);
  const blocked = countdown(until, now);
  const full = reading.fullAt === null ? null : countdown(reading.fullAt, now);
  const says =
    blocked !== null
      ? speak({ id: 'key.blocked', values: { time: blocked } })
      : full !== null
        ? speak({ id: 'key.full-in', values: { time: full, left: reading.left } })
        : speak({ id: 'key.free', values: { left: reading.left } });
  const isHigh = reading.warning || reading.used / reading.limit >= 0.8;
  const level = blocked !== null ? 'blocked' : isHigh ? 'high' : 'low';
  return { ...reading, until: blocked === null ? null : until, level, says };
}

/** What the gauge says to who hovers it or cannot see it: the budget, who else spends it, and what its limit rests on. */
export function gaugeSays(record: KeyRecord, { used, limit, elsewhere }: Reading): string {
  const spent = speak({ id: 'key.used.title', values: { used, limit, key: record.shown } });
  const others = elsewhere > 0 ? `; ${speak({ id: 'key.elsewhere', values: { atLeast: elsewhere } })}` : '';
  return `${spent}${others}. ${label(`key.limit.${limitBasisOf(record)}`)}`;
}

/** That others spend the key too, in a word: the tint of the gauge alone tells it to nobody who does not know it. */
export function Elsewhere({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="key-elsewhere" title={speak({ id: 'key.elsewhere', values: { atLeast: count } })}>
      {speak({ id: 'key.elsewhere.short', values: { atLeast: count } })}
    </span>
  );
}

/** The whole key as shown; where there is no room, only the part that tells keys apart. */
export function KeyName({ record: { shown, keyId, host } }: { record: KeyRecord }) {
  const at = shown.indexOf(keyId);
  const title = `${shown} · ${host}`;
  if (at < 0 || keyId === '') return <code title={title}>{shown}</code>;
  return (
    <code title={title}>
      <span class="key-rest">{shown.slice(0, at)}</span>
      {keyId}
      <span class="key-rest">{shown.slice(at + keyId.length)}</span>
    </code>
  );
}

export function KeyLine({ record, now }: { record: KeyRecord; now: EpochMs }) {
  const state = keyState(record, now);
  const { used, limit, elsewhere, strip, until, level, says } = state;
  return (
    <div
      class="key"
      role="group"
      aria-label={record.shown}
      data-level={level}
      data-key={record.keyId}
      data-not-before={until === null ? undefined : Math.ceil(until)}
    >
      <KeyName record={record} />
      <Gauge used={used} elsewhere={elsewhere} limit={limit} level={level} says={gaugeSays(record, state)} />
      <span class="key-used">{speak({ id: 'key.used', values: { used, limit } })}</span>
      <span class="key-says">
        <span role="timer" aria-live="off">
          {says}
        </span>
        <Elsewhere count={elsewhere} />
      </span>
      {/* Its ends stand beside it: below they would make the line taller. */}
      <span class="key-strip">
        <span class="key-end" aria-hidden="true">
          {label('key.strip.from')}
        </span>
        <Timeline
          label={speak({ id: 'key.strip', values: { key: record.shown } })}
          points={strip.slice(-MARKS).map((call) => pointOf(call, now))}
          none={label('key.strip.none')}
          height={14}
        />
        <span class="key-end" aria-hidden="true">
          {label('key.strip.to')}
        </span>
      </span>
    </div>
  );
}

const pointOf = ({ at, status }: { at: EpochMs; status: HttpStatus }, now: EpochMs): Point => ({
  at: Math.min(1, Math.max(0, 1 - (now - at) / 60_000)),
  tone: toneOfCall(status),
  says: speak({
    id: 'key.strip.call',
    values: { time: timeOfDay(at, true), status: status === 0 ? label('row.failed') : String(status) },
  }),
});

export const toneOfCall = (status: HttpStatus): Point['tone'] =>
  status === 429 ? 'limited' : status >= 500 || status === 0 ? 'broken' : status >= 400 ? 'refused' : 'good';

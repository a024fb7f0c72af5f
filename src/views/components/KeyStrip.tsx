// One line a key: how much of its minute is used, when the next call may go, and the last 60 seconds as a strip of calls.
import { gauge } from '../../core/forecast.ts';
import type { KeyRecord } from '../../core/ledger.ts';
import type { EpochMs } from '../../core/units.ts';
import { countdown } from '../format.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';

/** Keys that made a call in the last minute; the others have nothing to tell. */
export function KeyStrip({ model }: { model: Model }) {
  const now = model.now.value;
  const active = model.keys.value.filter(({ lastAt, hold }) => now - lastAt < 60_000 || (hold && hold.notBefore > now));
  if (active.length === 0) return null;
  return (
    <div class="keys" data-testid="keys">
      {active.map((key) => (
        <KeyLine key={key.ref} record={key} now={now} />
      ))}
    </div>
  );
}

function KeyLine({ record, now }: { record: KeyRecord; now: EpochMs }) {
  const { used, limit, left, fullAt, blockedUntil, elsewhere, strip } = gauge(record.window, now);
  const until = Math.max(blockedUntil ?? 0, record.hold?.notBefore ?? 0);
  const blocked = countdown(until, now);
  const full = fullAt === null ? null : countdown(fullAt, now);
  const level = blocked !== null ? 'blocked' : used / limit >= 0.8 ? 'high' : 'low';
  return (
    <div class="key" data-level={level} data-key={record.keyId} data-not-before={blocked === null ? undefined : Math.ceil(until)}>
      <code>{record.shown}</code>
      <meter
        min={0}
        max={limit}
        value={used}
        title={speak({ id: 'key.used.title', values: { used, limit, key: record.shown } })}
        aria-label={speak({ id: 'key.used.title', values: { used, limit, key: record.shown } })}
      />
      <span class="key-used">{speak({ id: 'key.used', values: { used, limit } })}</span>
      <span class="key-says">
        {blocked !== null
          ? speak({ id: 'key.blocked', values: { time: blocked } })
          : full !== null
            ? speak({ id: 'key.full-in', values: { time: full } })
            : speak({ id: 'key.free', values: { left } })}
        {elsewhere > 0 ? ` · ${speak({ id: 'key.elsewhere', values: { atLeast: elsewhere } })}` : ''}
      </span>
      <svg class="key-strip" viewBox="0 0 600 10" preserveAspectRatio="none" role="img" aria-label={label('key.strip')}>
        {strip.map(({ at, status }, place) => (
          <rect
            key={`${at}-${place}`}
            x={Math.max(0, 600 - (now - at) / 100)}
            y={0}
            width={3}
            height={10}
            class={`call-${toneOf(status)}`}
          />
        ))}
      </svg>
    </div>
  );
}

const toneOf = (status: number): string =>
  status === 429 ? 'limited' : status >= 500 || status === 0 ? 'broken' : status >= 400 ? 'refused' : 'good';

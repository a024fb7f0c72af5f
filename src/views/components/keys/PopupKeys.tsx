// The popup's keys: those that must wait first, each with its soonest safe retry and its gauge; the rest is counted.
import type { KeyRecord } from '../../../core/ledger.ts';
import { countdown } from '../../format.ts';
import { keysByUrgency } from '../../key-order.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { Gauge } from '../pictures/Gauge.tsx';
import { Elsewhere, KeyName, gaugeSays, keyState } from './KeyLine.tsx';

const SHOWN = 5;
/** A retry that became safe is news for this long. */
const NEWS_MS = 60_000;

export function PopupKeys({ model }: { model: Model }) {
  const now = model.now.value;
  const waits = model.retryByKey.value.filter(({ notBefore }) => now - notBefore < NEWS_MS);
  const waiting = waits.filter(({ notBefore }) => notBefore > now);
  const open = waits.filter(({ notBefore }) => notBefore <= now);
  const listed = [...waiting, ...open].slice(0, SHOWN);
  const refs = new Set(waits.map(({ ref }) => ref));
  const { free } = keysByUrgency(model.keys.value, now);
  const freeCount =
    free.filter(({ ref }) => !refs.has(ref)).length + Math.max(0, open.length - (SHOWN - Math.min(SHOWN, waiting.length)));
  const waitingLeft = Math.max(0, waiting.length - SHOWN);
  if (listed.length === 0 && freeCount === 0) return null;
  const recordOf = (ref: string): KeyRecord | undefined => model.keys.value.find((key) => key.ref === ref);
  return (
    <section>
      <h2>{label('popup.keys')}</h2>
      <ul class="waits">
        {listed.map(({ ref, shown, notBefore }) => {
          const time = countdown(notBefore, now);
          const record = recordOf(ref);
          return (
            <li key={ref} data-key={ref} data-not-before={Math.ceil(notBefore)} data-open={time === null}>
              {record ? <KeyName record={record} /> : <code>{shown}</code>}
              {record ? <KeyGauge record={record} now={now} /> : null}
              <span class="wait" role="timer" aria-live="off">
                {time === null ? label('when.now') : speak({ id: 'when.in', values: { time } })}
              </span>
            </li>
          );
        })}
        {listed.length === 0
          ? free.slice(0, SHOWN).map((record) => <FreeKey key={record.ref} record={record} now={now} />)
          : null}
      </ul>
      {waitingLeft > 0 ? <p class="quiet">{speak({ id: 'popup.more-waiting', values: { count: waitingLeft } })}</p> : null}
      <FreeCount count={listed.length === 0 ? Math.max(0, free.length - SHOWN) : freeCount} />
    </section>
  );
}

function FreeCount({ count }: { count: number }) {
  return count > 0 ? <p class="quiet">{speak({ id: 'popup.more-free', values: { count } })}</p> : null;
}

function KeyGauge({ record, now }: { record: KeyRecord; now: number }) {
  const state = keyState(record, now);
  const { used, limit, elsewhere, level } = state;
  return (
    <>
      <Gauge used={used} elsewhere={elsewhere} limit={limit} level={level} says={gaugeSays(record, state)} />
      <span class="key-used">{speak({ id: 'key.used', values: { used, limit } })}</span>
      <Elsewhere count={elsewhere} />
    </>
  );
}

function FreeKey({ record, now }: { record: KeyRecord; now: number }) {
  const { says } = keyState(record, now);
  return (
    <li data-key={record.ref}>
      <KeyName record={record} />
      <KeyGauge record={record} now={now} />
      <span class="wait quiet">{says}</span>
    </li>
  );
}

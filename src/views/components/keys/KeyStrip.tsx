// One line a key: how much of its minute is used, when the next call may go, and the last 60 seconds as a strip of calls.
import { useSignal } from '@preact/signals';
import type { KeyRecord } from '../../../core/ledger.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { keysByUrgency } from '../../key-order.ts';
import { KeyLine } from './KeyLine.tsx';

/** Lines shown before the reader asks for all: the list below is what they came for. */
const SHOWN = 3;

export function KeyStrip({ model }: { model: Model }) {
  const isOpen = useSignal(false);
  const now = model.now.value;
  const { active } = keysByUrgency(model.keys.value, now);
  if (active.length === 0) return null;
  const shown = isOpen.value ? active : active.slice(0, SHOWN);
  const more = active.length - SHOWN;
  return (
    <section class="keys" data-testid="keys" aria-label={label('key.section')}>
      <div class="key-lines">
        {shown.map((key: KeyRecord) => (
          <KeyLine key={key.ref} record={key} now={now} />
        ))}
      </div>
      {more > 0 ? (
        <button
          type="button"
          class="link more-keys"
          data-testid="more-keys"
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {isOpen.value ? label('key.fewer') : speak({ id: 'key.more', values: { count: more } })}
        </button>
      ) : null}
    </section>
  );
}

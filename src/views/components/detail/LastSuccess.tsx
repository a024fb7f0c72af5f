// "Why did it work before?": what differs from the last call to the same endpoint that worked, likeliest first. Nothing is called the cause.
import { type Comparison, saysOf } from '../../../core/comparison.ts';
import type { Difference } from '../../../core/request-diff.ts';
import { timeOfDay } from '../../format.ts';
import { placeIn, placeOf } from '../../places.ts';
import { label, speak } from '../../speak.ts';
import { Section } from './Section.tsx';

export function LastSuccess({ comparison }: { comparison: Comparison }) {
  const { at, differences, more, blind } = comparison;
  return (
    <Section name={label('worked.title')}>
      <div data-testid="last-success">
        {saysOf(comparison, timeOfDay(at, true)).map((says) => (
          <p key={says.id}>{speak(says)}</p>
        ))}
        {differences.length === 0 ? null : (
          <ol class="differences">
            {differences.map((difference) => (
              <li key={`${difference.place} ${difference.name}`} data-rank={difference.rank}>
                <code>{placeOf(difference)}</code> <span class="evidence">{label(`worked.rank.${difference.rank}`)}</span>
                <span class="then-now">
                  <span class="quiet">{label('worked.was')}</span> <Value difference={difference} value={difference.was} />
                  <span class="quiet">{label('worked.is')}</span> <Value difference={difference} value={difference.is} />
                </span>
              </li>
            ))}
          </ol>
        )}
        {more > 0 ? <p class="quiet">{speak({ id: 'worked.more', values: { count: more } })}</p> : null}
        {blind.length > 0 ? (
          <p class="quiet">{speak({ id: 'worked.blind', values: { places: blind.map(placeIn).join(', ') } })}</p>
        ) : null}
      </div>
    </Section>
  );
}

const KINDS = ['json', 'form', 'none', 'broken', 'other'] as const;

function Value({ difference: { place, name, change }, value }: { difference: Difference; value: string | null }) {
  if (value === null) return <span>{label('worked.absent')}</span>;
  const kind = place === 'body' && name === '' && change === 'type' ? KINDS.find((one) => one === value) : undefined;
  return kind === undefined ? <code>{value}</code> : <span>{label(`worked.kind.${kind}`)}</span>;
}

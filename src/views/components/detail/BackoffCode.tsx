// Correct backoff to copy, in the reader's programming language, for this API's base and this key's limit.
import { useSignal } from '@preact/signals';
import type { Surface } from '../../../core/observation.ts';
import { SNIPPET_LANGUAGES, SNIPPET_NAMES, type SnippetLanguage, snippetOf } from '../../../snippets/snippet.ts';
import { copyText } from '../../copy.ts';
import { label, speak } from '../../speak.ts';

export function BackoffCode({ base, surface, limit }: { base: string; surface: Surface; limit: number }) {
  const language = useSignal<SnippetLanguage>('typescript');
  const isOpen = useSignal(false);
  const says = useSignal('');
  const code = isOpen.value ? snippetOf(language.value, { base, surface, limit }) : '';
  const copy = (): void => {
    const what = SNIPPET_NAMES[language.value];
    says.value = copyText(code) ? speak({ id: 'share.copied', values: { what } }) : label('share.refused');
  };
  return (
    <details
      class="planner"
      data-testid="backoff"
      open={isOpen.value}
      onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
    >
      <summary>{label('backoff.title')}</summary>
      <p class="quiet">{label('backoff.why')}</p>
      <p class="share">
        <label>
          {label('backoff.language')}{' '}
          <select
            data-testid="backoff-language"
            value={language.value}
            onChange={({ currentTarget }) => {
              language.value = SNIPPET_LANGUAGES.find((one) => one === currentTarget.value) ?? language.value;
              says.value = '';
            }}
          >
            {SNIPPET_LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {SNIPPET_NAMES[one]}
              </option>
            ))}
          </select>
        </label>{' '}
        <button type="button" data-testid="backoff-copy" onClick={copy}>
          {label('backoff.copy')}
        </button>{' '}
        <span class="quiet" role="status">
          {says.value}
        </span>
      </p>
      <pre tabIndex={0} aria-label={label('backoff.title')}>
        {code}
      </pre>
    </details>
  );
}

// "Share" in the detail: the call as code, the API's message, the support bundle.
import { useSignal } from '@preact/signals';
import { CODE_LANGUAGES, codeOf } from '../../../exports/code/languages.ts';
import type { Row } from '../../../core/rows.ts';
import { copyText } from '../../copy.ts';
import { useDesk } from '../../files/desk-context.ts';
import { messageOf } from '../../said.ts';
import { label, speak } from '../../speak.ts';
import { BundleDialog } from './BundleDialog.tsx';
import { Menu } from './Menu.tsx';

export function ShareButtons({ row }: { row: Row }) {
  const desk = useDesk();
  const done = useSignal('');
  const isBundling = useSignal(false);
  if (!desk) return null;
  const { latest } = row;
  const message = messageOf(latest);
  const canCode = latest.observation.method !== '?';
  const copy = (text: string, what: string): void =>
    void (done.value = copyText(text) ? speak({ id: 'share.copied', values: { what } }) : label('share.refused'));
  return (
    <div class="share" role="group" aria-label={label('share.title')} data-testid="share">
      <Menu name={label('share.copy')} title={label(canCode ? 'share.key' : 'share.no-method')} testId="copy-as">
        {CODE_LANGUAGES.map((language) => (
          <button
            key={language}
            type="button"
            class="bare"
            disabled={!canCode}
            data-testid={`copy-as-${language}`}
            onClick={() => copy(codeOf(latest, language) ?? '', label(`share.${language}`))}
          >
            {label(`share.${language}`)}
          </button>
        ))}
        <button
          type="button"
          class="bare"
          disabled={message === undefined}
          data-testid="copy-message"
          onClick={() => copy(message ?? '', label('share.message'))}
        >
          {label('share.message')}
        </button>
        <p class="quiet">{label(canCode ? 'share.key' : 'share.no-method')}</p>
      </Menu>
      <button type="button" data-testid="bundle" onClick={() => (isBundling.value = true)}>
        {label('share.bundle')}
      </button>
      <span class="quiet" role="status" data-testid="share-says">
        {done.value}
      </span>
      {isBundling.value ? <BundleDialog row={row} desk={desk} onClose={() => (isBundling.value = false)} /> : null}
    </div>
  );
}

// The support bundle before it leaves: its whole text, how much of it is masked, bodies only when ticked.
import { useComputed, useSignal } from '@preact/signals';
import type { Row } from '../../../core/rows.ts';
import { markdownOf } from '../../../exports/bundle-markdown.ts';
import { bundleOf } from '../../../exports/support-bundle.ts';
import { copyText } from '../../copy.ts';
import type { Desk } from '../../files/desk.ts';
import { label, speak } from '../../speak.ts';
import { Check } from '../Check.tsx';
import { Dialog } from '../Dialog.tsx';

const KINDS = {
  markdown: { ending: '.support.md', mime: 'text/markdown' },
  json: { ending: '.support.json', mime: 'application/json' },
} as const;
type Kind = keyof typeof KINDS;

export function BundleDialog({ row, desk, onClose }: { row: Row; desk: Desk; onClose: () => void }) {
  const withBodies = useSignal(false);
  const kind = useSignal<Kind>('markdown');
  const done = useSignal('');
  // The call as it was when the dialog opened: what is previewed is what leaves.
  const kept = useSignal(row);
  const now = useSignal(desk.now());
  const bundle = useComputed(() =>
    bundleOf(kept.value, { now: now.value, versions: desk.versions, withBodies: withBodies.value }),
  );
  const text = useComputed(() =>
    kind.value === 'markdown' ? markdownOf(bundle.value) : `${JSON.stringify(bundle.value, null, 2)}\n`,
  );
  const copy = (): void =>
    void (done.value = copyText(text.value)
      ? speak({ id: 'share.copied', values: { what: label('share.bundle') } })
      : label('share.refused'));
  const save = (): void => {
    const { ending, mime } = KINDS[kind.value];
    const at = new Date(now.value).toISOString().slice(0, 19).replaceAll(':', '-');
    const name = `qamera-${kept.value.latest.observation.status ?? 'failed'}-${at}Z${ending}`;
    desk.saveAs(name, mime, text.value);
    done.value = speak({ id: 'export.saved', values: { name } });
  };
  return (
    <Dialog name={label('bundle.title')} testId="bundle-dialog" onClose={onClose}>
      <div class="sheet-line">
        <div class="switch" role="group" aria-label={label('bundle.format')}>
          {(Object.keys(KINDS) as Kind[]).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={kind.value === one}
              data-testid={`bundle-${one}`}
              onClick={() => (kind.value = one)}
            >
              {label(`bundle.${one}`)}
            </button>
          ))}
        </div>
        <Check
          testId="bundle-bodies"
          label={label('bundle.bodies')}
          isOn={withBodies.value}
          onChange={(isOn) => (withBodies.value = isOn)}
        />
      </div>
      <pre class="preview" tabIndex={0} role="region" aria-label={label('bundle.preview')} data-testid="bundle-preview">
        {text.value}
      </pre>
      <p data-testid="bundle-masked">{speak({ id: 'bundle.masked', values: { masked: bundle.value.masked } })}</p>
      <div class="sheet-line sheet-end">
        <span class="quiet" role="status">
          {done.value}
        </span>
        <button type="button" data-testid="bundle-save" onClick={save}>
          {label('bundle.save')}
        </button>
        <button type="button" class="primary" data-testid="bundle-copy" onClick={copy}>
          {label('bundle.copy')}
        </button>
      </div>
    </Dialog>
  );
}

// "Export": the listed failures as a file; the two that people paste can be copied too.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type FormatName, FORMAT_NAMES, FORMATS } from '../../../exports/formats.ts';
import { copyText } from '../../copy.ts';
import type { Desk } from '../../files/desk.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { Icon } from '../Icon.tsx';
import { Menu } from './Menu.tsx';

export function ExportMenu({ model, desk }: { model: Model; desk: Desk }) {
  const done = useSignal('');
  useUntilNextPress(done.value !== '', () => (done.value = ''));
  const isEmpty = model.list.rows.value.length === 0;
  const save = (format: FormatName): void =>
    void (done.value = speak({ id: 'export.saved', values: { name: desk.save(model, format) } }));
  const copy = (format: FormatName): void => {
    const isCopied = copyText(FORMATS[format].write(desk.recording(model)));
    done.value = isCopied ? speak({ id: 'share.copied', values: { what: label(`export.${format}`) } }) : label('share.refused');
  };
  return (
    <>
      <Menu name={label('files.export')} title={label('files.export.title')} testId="export">
        {isEmpty ? <p class="quiet">{label('export.none')}</p> : null}
        {FORMAT_NAMES.map((format) => {
          const what = label(`export.${format}`);
          return (
            <div key={format} class="choice">
              <button type="button" class="bare" disabled={isEmpty} data-testid={`export-${format}`} onClick={() => save(format)}>
                {what}
              </button>
              <button
                type="button"
                class="bare"
                disabled={isEmpty}
                data-testid={`copy-${format}`}
                aria-label={speak({ id: 'export.copy', values: { what } })}
                title={speak({ id: 'export.copy', values: { what } })}
                onClick={() => copy(format)}
              >
                <Icon name="copy" />
              </button>
            </div>
          );
        })}
      </Menu>
      {/* Always there, so that it is spoken; without words it takes no room. */}
      <span class={done.value === '' ? 'off-screen' : 'quiet'} role="status" data-testid="export-says">
        {done.value}
      </span>
    </>
  );
}

/** The toolbar has no room to spare: what came of a press is shown until the next one, a click or a key. */
function useUntilNextPress(isShown: boolean, hide: () => void): void {
  useEffect(() => {
    if (!isShown) return;
    // Not at pointerdown: what gives its room back moves the button that is being pressed.
    window.addEventListener('click', hide, { capture: true });
    window.addEventListener('keydown', hide, { capture: true });
    return () => {
      window.removeEventListener('click', hide, { capture: true });
      window.removeEventListener('keydown', hide, { capture: true });
    };
  }, [isShown]);
}

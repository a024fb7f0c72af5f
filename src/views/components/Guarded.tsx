// A view that breaks says so, gives a report to copy, and can be started again; what was recorded is not touched.
import { useSignal } from '@preact/signals';
import { Component, type ComponentChildren, render } from 'preact';
import { redactText } from '../../core/capture/redact-text.ts';
import { copyText } from '../copy.ts';
import { label, speakAs } from '../speak.ts';

interface State {
  caught: { error: unknown } | null;
}

/** Shows its children until one of them fails to be drawn. */
export class Guarded extends Component<{ children: ComponentChildren }, State> {
  override state: State = { caught: null };

  static override getDerivedStateFromError(error: unknown): State {
    return { caught: { error } };
  }

  override render() {
    const { caught } = this.state;
    return caught === null ? this.props.children : <Broken error={caught.error} />;
  }
}

/** In place of a view that could not be drawn, or not even started (its storage could not be read). */
export function Broken({ error }: { error: unknown }) {
  const isCopied = useSignal(false);
  const report = reportOf(error instanceof Error ? error : new Error(String(error)));
  return (
    <main class="empty" data-testid="broken">
      <div role="alert">
        <h1>{label('error.title')}</h1>
        <p>{label('error.text')}</p>
      </div>
      <p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          {label('error.reload')}
        </button>{' '}
        <button type="button" data-testid="copy-report" onClick={() => (isCopied.value = copyText(report))}>
          {label('error.copy')}
        </button>{' '}
        <span role="status">{isCopied.value ? label('copy.done') : ''}</span>
      </p>
      <pre tabIndex={0}>{report}</pre>
    </main>
  );
}

/** The page of a view that did not start. Which language the reader chose may not be known then: it speaks the browser's. */
export async function drawBroken(error: unknown): Promise<void> {
  await speakAs('auto');
  render(<Broken error={error} />, document.body);
}

/** What a maintainer needs: the error, where in our code, which browser. An error may quote what it choked on: it is redacted too. */
const reportOf = (error: Error): string =>
  redactText([`${error.name}: ${error.message}`, error.stack ?? '', navigator.userAgent].join('\n'));

// A view that breaks says so, gives a report to copy, and can be started again; what was recorded is not touched.
import { Component, type ComponentChildren } from 'preact';
import { redactText } from '../../core/capture/redact-text.ts';
import { copyText } from '../copy.ts';
import { label } from '../speak.ts';

interface State {
  error: Error | null;
  isCopied: boolean;
}

export class Guarded extends Component<{ children: ComponentChildren }, State> {
  override state: State = { error: null, isCopied: false };

  static override getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error, isCopied } = this.state;
    if (error === null) return this.props.children;
    const report = reportOf(error);
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
          <button type="button" data-testid="copy-report" onClick={() => this.setState({ isCopied: copyText(report) })}>
            {label('error.copy')}
          </button>{' '}
          <span role="status">{isCopied ? label('copy.done') : ''}</span>
        </p>
        <pre tabIndex={0}>{report}</pre>
      </main>
    );
  }
}

/** What a maintainer needs: the error, where in our code, which browser. An error may quote what it choked on: it is redacted too. */
const reportOf = (error: Error): string =>
  redactText([`${error.name}: ${error.message}`, error.stack ?? '', navigator.userAgent].join('\n'));

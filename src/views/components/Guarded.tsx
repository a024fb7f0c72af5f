// A view that breaks says so and can be started again; what was recorded is not touched.
import { Component, type ComponentChildren } from 'preact';
import { label } from '../speak.ts';

export class Guarded extends Component<{ children: ComponentChildren }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static override getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div class="empty" role="alert">
        <h2>{label('error.title')}</h2>
        <p>{label('error.text')}</p>
        <pre>{error.message}</pre>
        <button type="button" onClick={() => location.reload()}>
          {label('error.reload')}
        </button>
      </div>
    );
  }
}

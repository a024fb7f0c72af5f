// The panel with its demo: the same view over another model, and a line that says so.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { demoOutside } from '../demo/demo-outside.ts';
import { type Model, type Outside, createModel } from '../model.ts';
import { label } from '../speak.ts';
import { useFocusAfter } from './focus-after.ts';
import { Panel } from './Panel.tsx';

export function PanelApp({ model, outside }: { model: Model; outside: Outside }) {
  const demo = useSignal<Model | null>(null);
  const start = (): void => void (demo.value = createModel(demoOutside(outside)));
  if (demo.value === null) return <Panel key="live" model={model} onDemo={start} />;
  return <Demo key="demo" demo={demo as ReadonlySignal<Model>} onExit={() => (demo.value = null)} />;
}

function Demo({ demo, onExit }: { demo: ReadonlySignal<Model>; onExit: () => void }) {
  const model = demo.value;
  const banner = useRef<HTMLElement>(null);
  // The button that was pressed went away with the live panel, as does the one that leaves the demo.
  useEffect(() => banner.current?.focus({ preventScroll: true }), []);
  useFocusAfter(banner, '.row[tabindex="0"]', '.empty');
  useEffect(() => {
    const stop = model.start();
    return () => void stop.then((end) => end());
  }, [model]);
  return (
    <Panel model={model}>
      <section ref={banner} class="banner demo" tabIndex={-1} aria-label={label('demo.label')} data-testid="demo">
        <span role="status">{label('demo.on')}</span>
        <button type="button" data-testid="demo-exit" onClick={onExit}>
          {label('demo.exit')}
        </button>
      </section>
    </Panel>
  );
}

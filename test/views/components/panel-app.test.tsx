// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { PanelApp } from '../../../src/views/components/PanelApp.tsx';
import { createModel } from '../../../src/views/model.ts';
import { anOutside } from '../../support/outside.ts';

const find = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid=${id}]`);

afterEach(() => render(null, document.body));

it('the focus goes along into the demo and out of it', async () => {
  const outside = anOutside();
  const model = createModel(outside);
  await model.start();
  await act(() => render(<PanelApp model={model} outside={outside} />, document.body));
  const press = (id: string): Promise<void> =>
    act(async () => {
      find(id)?.focus();
      expect(document.activeElement).toBe(find(id));
      find(id)?.click();
      await Promise.resolve();
    });
  await press('demo-start');
  expect(find('demo')).not.toBeNull();
  expect(document.activeElement).toBe(find('demo'));
  await press('demo-exit');
  expect(find('demo')).toBeNull();
  expect(document.activeElement?.className).toBe('empty');
  expect(document.activeElement).toBe(find('empty'));
});

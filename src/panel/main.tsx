// ENTRY. The panel's page: wires the model to the browser and draws it.
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { inspectedOrigin, inspectedTabId, isInDevTools, onNavigated } from '../browser/devtools.ts';
import { filesOutside } from '../browser/files.ts';
import { outsideFor } from '../browser/outside.ts';
import { sendAgain } from '../browser/send-again.ts';
import { followTheme } from '../browser/theme.ts';
import { Broken, Guarded } from '../views/components/Guarded.tsx';
import { Source } from '../views/components/files/Source.tsx';
import { createDesk } from '../views/files/desk.ts';
import { createModel } from '../views/model.ts';
import { speakAs } from '../views/speak.ts';
import { themed } from '../views/themed.ts';

const root = document.documentElement;

// The page may also be opened as a tab: then it inspects no other one, and shows the failures of all.
const tabId = isInDevTools() ? inspectedTabId() : null;
const outside = { ...outsideFor(tabId), again: tabId === null ? null : sendAgain };
const model = createModel(outside);
const desk = createDesk({ live: model, outside, files: filesOutside() });
const devtoolsTheme = signal<'light' | 'dark' | null>(null);
followTheme((theme) => (devtoolsTheme.value = theme));
effect(() => themed(model.preferences.value.theme, devtoolsTheme.value));
// Known before the first paint, so that no reader sees another language flash by.
await outside.loadPreferences().then(
  ({ language }) => speakAs(language),
  () => speakAs('auto'),
);
effect(() => void (model.ready.value && speakAs(model.preferences.value.language)));
if (tabId !== null) onNavigated((_, origin) => void (outside.site.value = origin));

render(
  <Guarded>
    <Source live={model} desk={desk} outside={outside} />
  </Guarded>,
  document.body,
);
void model.start().then(
  () => (root.dataset['ready'] = ''),
  (error: unknown) => render(<Broken error={error} />, document.body),
);

// What is on screen has been looked at: the badge may rest. Said once for each new failure, so that the background may sleep.
const newest = computed(() => Math.max(0, ...model.allRows.value.map(({ latest }) => latest.seq)));
effect(() => {
  if (newest.value > 0 && desk.open.value === null && document.visibilityState === 'visible') model.looked();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && model.looked());

// Last: a page that stands at a breakpoint answers late. A navigation meanwhile knows better.
const origin = await inspectedOrigin();
outside.site.value ??= origin;

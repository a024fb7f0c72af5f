// ENTRY. The popup's page: the active tab's failures in few words.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { activeTab } from '../browser/active-tab.ts';
import { outsideFor } from '../browser/outside.ts';
import { unwatchSite, watchSite } from '../browser/permissions.ts';
import { Guarded, drawBroken } from '../views/components/Guarded.tsx';
import { Popup } from '../views/components/Popup.tsx';
import { createModel } from '../views/model.ts';
import { speakAs } from '../views/speak.ts';
import { themed } from '../views/themed.ts';

async function start(): Promise<void> {
  const tab = await activeTab();
  const outside = outsideFor(tab?.id ?? null);
  outside.site.value = tab?.origin ?? null;
  const model = createModel(outside);
  await model.start();
  effect(() => themed(model.preferences.value.theme));
  await speakAs(model.preferences.value.language);
  effect(() => void speakAs(model.preferences.value.language));
  render(
    <Guarded>
      <Popup model={model} watch={(site) => void watchSite(site)} unwatch={(site) => void unwatchSite(site)} />
    </Guarded>,
    document.body,
  );
  document.documentElement.dataset['ready'] = '';
  model.looked();
}

await start().catch(drawBroken);

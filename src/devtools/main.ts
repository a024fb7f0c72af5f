// ENTRY. Lives as long as DevTools is open on a tab: makes the panel, listens to devtools.network, hands calls to the background.
import { after } from '../browser/clock.ts';
import { isConnected, tell } from '../browser/commands.ts';
import { createPanel, inspectedTabId, listenForHar, onNavigated } from '../browser/devtools.ts';
import { createHandover } from '../browser/handover.ts';
import { followSettings, loadSalt, loadSettings } from '../browser/settings-store.ts';
import { observationFromHarEntry } from '../core/capture/har-entry.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { surfaceOf } from '../core/surface.ts';

const tabId = inspectedTabId();
let calls = 0;
const handOver = createHandover({ tell, after, isConnected });

// Settings that cannot be read (the panel says so) cost the added base URLs, not the calls of the API's own.
const context = Promise.all([loadSettings().catch(() => DEFAULT_SETTINGS), loadSalt()]).then(([settings, salt]) => {
  const current = { added: settings.added, salt };
  followSettings(({ added }) => (current.added = added));
  return current;
});

createPanel('Qamera', '/src/panel/index.html');
onNavigated((at) => void tell({ ask: 'navigated', tabId, at }));

// Bodies are read at once: after a navigation the browser has dropped them.
listenForHar(async (entry, url, readBody) => {
  const { added, salt } = await context;
  if (!surfaceOf(url, added)) return;
  const id = `d:${tabId}:${performance.timeOrigin}:${calls++}`;
  const body = await readBody();
  const observation = observationFromHarEntry(entry, { id, tabId, initiator: null, source: 'devtools', salt, added, body });
  if (observation) handOver(observation);
});

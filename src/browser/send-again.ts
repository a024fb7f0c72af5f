// Sends a free GET once more, as the inspected page's own call: the extension itself sends nothing. The key comes out of the browser's
// network log and goes into that call; it is in no variable that lives longer.
import { keyInHar } from '../core/capture/key-in-har.ts';
import { type FreeGet, expressionOf } from '../core/send-again.ts';
import type { Again } from '../views/again-model.ts';
import { evaluate, networkLog } from './devtools.ts';
import { loadSalt } from './settings-store.ts';

export const sendAgain: Again = async (request: FreeGet) => {
  const { key, url } = request;
  const value = key === null ? null : keyInHar(await networkLog(), { ...key, url }, await loadSalt());
  if (key !== null && value === null) return 'no-key';
  const said = await evaluate(expressionOf(request, value));
  return said === 'sent' || said === 'moved' ? said : 'not-reached';
};

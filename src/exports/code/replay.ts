// A call as somebody would send it again: an observation in, its parts without secrets and without what the client adds itself out.
// curl.ts, powershell.ts, fetch.ts and httpie.ts write it in their language.
import type { Observation } from '../../core/observation.ts';
import { isSendersOwn } from '../../core/senders-own.ts';
import type { Header } from '../../core/units.ts';
import type { Phrase } from '../../words/phrase.ts';

/** The environment variable that stands for the key in all code. */
export const KEY_VARIABLE = 'QAMERA_API_KEY';

export interface Replay {
  method: string;
  url: string;
  /** Without the key's header. */
  headers: Header[];
  /** The header that carries the key, and what stands before the key in it; null: the call had no key. */
  keyHeader: { name: string; prefix: '' | 'Bearer ' } | null;
  body: string | null;
  /** What the recording does not hold: said as comments above the code. */
  gaps: Phrase[];
}

const MASKED = /\*{3}/;

/** null: the method was not seen, so the call cannot be written down. `observation` comes from `cleanEntry`. */
export function replayOf(observation: Observation): Replay | null {
  const { method, requestHeaders } = observation;
  if (method === '?') return null;
  const address = withoutKey(observation);
  const body = bodyOf(observation);
  const own = (requestHeaders ?? []).filter(([name]) => !isSendersOwn(name));
  const headers = own.filter(([, value]) => !MASKED.test(value));
  const masked = own.filter(([, value]) => MASKED.test(value)).map(([name]) => name);
  if (requestHeaders === null && body.text !== null) headers.push(['content-type', 'application/json']);
  const gaps: Phrase[] = [];
  if (requestHeaders === null) gaps.push({ id: 'code.gap.headers-unseen' });
  if (masked.length > 0) gaps.push({ id: 'code.gap.headers-masked', values: { names: masked.join(', ') } });
  if (address.hadKey) gaps.push({ id: 'code.gap.key-in-url' });
  if (MASKED.test(address.url) || (body.text !== null && MASKED.test(body.text))) gaps.push({ id: 'code.gap.values-masked' });
  return {
    method,
    url: address.url,
    headers,
    keyHeader: keyHeaderOf(observation),
    body: body.text,
    gaps: [...gaps, ...body.gaps],
  };
}

function keyHeaderOf({ key }: Observation): Replay['keyHeader'] {
  if (key.via === 'none') return null;
  if (key.via !== 'authorization') return { name: 'X-Api-Key', prefix: '' };
  return { name: 'Authorization', prefix: key.shape === 'wrong-scheme' ? '' : 'Bearer ' };
}

/** A key in the query goes to its header: an address lands in the history of the shell. */
function withoutKey({ url, key }: Observation): { url: string; hadKey: boolean } {
  const at = url.indexOf('?');
  if (at < 0 || !key.inUrl) return { url, hadKey: false };
  const pairs = url.slice(at + 1).split('&');
  const rest = pairs.filter((pair) => !/(?:mk_live_|^(?:x-)?api[_-]?key=)/i.test(pair));
  return {
    url: rest.length === 0 ? url.slice(0, at) : `${url.slice(0, at)}?${rest.join('&')}`,
    hadKey: rest.length < pairs.length,
  };
}

function bodyOf({ method, requestBody: body }: Observation): { text: string | null; gaps: Phrase[] } {
  switch (body.kind) {
    case 'json':
      return { text: JSON.stringify(body.value), gaps: body.cut ? [{ id: 'code.gap.body-cut' }] : [] };
    case 'broken-json': {
      const { line, column } = body;
      return { text: null, gaps: [{ id: 'code.gap.body-broken', values: { line, column } }] };
    }
    case 'form':
      return { text: null, gaps: [{ id: 'code.gap.form', values: { fields: body.fields.join(', ') } }] };
    case 'other':
      return { text: null, gaps: [{ id: 'code.gap.body-unread' }] };
    case 'unseen':
      return { text: null, gaps: ['GET', 'HEAD', 'DELETE'].includes(method) ? [] : [{ id: 'code.gap.body-unread' }] };
    case 'none':
      return { text: null, gaps: [] };
  }
}

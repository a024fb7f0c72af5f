// Evidence for a refused key: what the request shows of it. Sighting in, causes out, the plainest first. Source: authentication page.
import type { Cause } from '../diagnosis.ts';
import type { Observation } from '../observation.ts';

/** Causes that the key's sighting shows; empty when the key looks right or was not seen. */
export function keyCauses({ key, surface, source }: Observation): Cause[] {
  const where = key.via === 'authorization' ? 'header Authorization' : 'header X-Api-Key';
  const causes: Cause[] = [];
  const seen = (says: Cause['says'], at = where): void => void causes.push({ says, evidence: 'seen', where: at });
  if (key.via === 'unseen' || key.shape === 'unseen') return [];
  if (key.via === 'query') seen({ id: 'cause.key-in-query' }, 'query');
  else if (key.via === 'none') seen({ id: isKeyless(source) ? 'cause.key-absent-in-file' : 'cause.key-absent' }, 'headers');
  if (key.via !== 'none' && key.via !== 'query') {
    if (key.shape === 'empty') seen({ id: 'cause.key-empty' });
    if (key.shape === 'no-secret') seen({ id: 'cause.key-cut', values: { shown: key.shown } });
    if (key.shape === 'decorated') seen({ id: 'cause.key-decorated' });
    if (key.shape === 'wrong-scheme') seen({ id: 'cause.key-no-bearer' });
    if (key.shape === 'wrong-prefix') seen({ id: 'cause.key-wrong-form' });
    if (key.conflict) seen({ id: 'cause.key-conflict' }, 'headers');
    if (key.via === 'authorization' && surface === 'plugin') seen({ id: 'cause.key-authorization-plugin' });
  }
  return causes;
}

/** Chrome's "Export HAR (sanitized)" leaves Authorization and cookies out, so a file without a key proves less. */
const isKeyless = (source: Observation['source']): boolean => source === 'file' || source === 'paste';

/** No key is to be seen in the headers that are. */
export const isKeySeenAbsent = ({ key }: Observation): boolean => key.via === 'none' && key.shape === 'absent';

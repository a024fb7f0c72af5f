// Evidence for a refused key: what the request shows of it. Sighting in, causes out, the plainest first. Source: authentication page.
import type { Cause } from '../diagnosis.ts';
import type { Observation, Surface } from '../observation.ts';
import { seen } from './cause.ts';

/** Causes that the key's sighting shows; empty when the key looks right or was not seen. */
export function keyCauses({ key, surface, source }: Observation): Cause[] {
  const where = key.via === 'authorization' ? 'header Authorization' : 'header X-Api-Key';
  const causes: Cause[] = [];
  const add = (says: Cause['says'], at = where): void => void causes.push(seen(says, at));
  if (key.via === 'unseen' || key.shape === 'unseen') return [];
  if (key.via === 'query') add({ id: 'cause.key-in-query' }, 'query');
  else if (key.via === 'none') add({ id: isKeyless(source) ? 'cause.key-absent-in-file' : 'cause.key-absent' }, 'headers');
  if (key.via !== 'none' && key.via !== 'query') {
    if (key.shape === 'empty') add({ id: 'cause.key-empty' });
    if (key.shape === 'no-secret') add({ id: 'cause.key-cut' });
    if (key.shape === 'decorated') add({ id: 'cause.key-decorated' });
    if (key.shape === 'wrong-scheme') add({ id: 'cause.key-no-bearer' });
    // Capture shows a value of another shape as a hash, except a word that stands for "no value".
    const isWord = key.shown !== '' && !key.shown.startsWith('#');
    if (key.shape === 'wrong-prefix')
      add(isWord ? { id: 'cause.key-word', values: { word: key.shown } } : { id: 'cause.key-wrong-form' });
    if (key.conflict) add({ id: 'cause.key-conflict' }, 'headers');
    if (key.via === 'authorization' && surface === 'plugin') add({ id: 'cause.key-authorization-plugin' });
  }
  return causes;
}

/** A key that works on External is an ordinary one: Plugin endpoints do not take it (unauthorized page). */
export const surfaceCauses = ({ surface }: Observation, keyWorksOn: readonly Surface[]): Cause[] =>
  surface === 'plugin' && keyWorksOn.includes('external') && !keyWorksOn.includes('plugin')
    ? [seen({ id: 'cause.key-ordinary' }, 'other calls')]
    : [];

/** Chrome's "Export HAR (sanitized)" leaves Authorization and cookies out, so a file without a key proves less. */
const isKeyless = (source: Observation['source']): boolean => source === 'file' || source === 'paste';

/** No key is to be seen in the headers that are. */
export const isKeySeenAbsent = ({ key }: Observation): boolean => key.via === 'none' && key.shape === 'absent';

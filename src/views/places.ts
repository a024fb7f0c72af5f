// Places in a request as the reader's language has them; the names on the wire that follow stay as they are.
import type { Difference } from '../core/request-diff.ts';
import { label, speak } from './speak.ts';

/** `header content-type`, `body config.x`, `headers`, as causes and comparisons name them. */
export const placeIn = (where: string): string => speak({ id: 'evidence.where', values: { where } });

/** Where two requests differ. What has no name on the wire is said in words. */
export function placeOf({ place, name }: Difference): string {
  if (place === 'key') return label(name === 'header' ? 'worked.key-header' : 'worked.key');
  if (place === 'base') return label('worked.base');
  return name === '' ? label('worked.body') : placeIn(`${place} ${name}`);
}

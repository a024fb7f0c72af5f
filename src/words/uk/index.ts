// Ukrainian: the sentences of en/ under the same names. One file a room of the product.
import type { Language } from '../phrase.ts';
import { again } from './again.ts';
import { diagnosis } from './diagnosis.ts';
import { files } from './files.ts';
import { notice } from './notice.ts';
import { offline } from './offline.ts';
import { options } from './options.ts';
import { panel } from './panel.ts';
import { retry } from './retry.ts';

export const ukrainian = {
  ...diagnosis,
  ...retry,
  ...panel,
  ...offline,
  ...notice,
  ...options,
  ...files,
  ...again,
} satisfies Language;

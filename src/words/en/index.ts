// English, the source language: every sentence the product says, by name. One file a room of the product.
import { again } from './again.ts';
import { diagnosis } from './diagnosis.ts';
import { retry } from './retry.ts';
import { files } from './files.ts';
import { notice } from './notice.ts';
import { offline } from './offline.ts';
import { options } from './options.ts';
import { panel } from './panel.ts';

export const english = { ...diagnosis, ...retry, ...panel, ...offline, ...notice, ...options, ...files, ...again };
export type English = typeof english;

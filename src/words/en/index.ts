// English, the source language: every sentence the product says, by name. One file a room of the product.
import { diagnosis } from './diagnosis.ts';
import { retry } from './retry.ts';
import { files } from './files.ts';
import { offline } from './offline.ts';
import { panel } from './panel.ts';

export const english = { ...diagnosis, ...retry, ...panel, ...offline, ...files };
export type English = typeof english;

// English, the source language: every sentence the product says, by name. One file a room of the product.
import { again } from './again.ts';
import { diagnosis } from './diagnosis.ts';
import { retry } from './retry.ts';
import { files } from './files.ts';
import { offline } from './offline.ts';
import { panel } from './panel.ts';

export const english = { ...diagnosis, ...retry, ...panel, ...offline, ...files, ...again };
export type English = typeof english;

// One cause that can be seen, with the place where: the builder that all evidence shares.
import type { Cause } from '../diagnosis.ts';

/** `where` as Cause has it: `header X-Api-Key`, `body config.product.id`, `path`. */
export const seen = (says: Cause['says'], where: string): Cause => ({ says, evidence: 'seen', where });

// The sentence of a notification, in Polish; ids and values as in en/notice.ts.
import type { notice as english } from '../en/notice.ts';
import type { Language } from '../phrase.ts';

export const notice = {
  'notice.safe': (v) => `Można ponowić: ${v.method} ${v.path}${v.more > 0 ? ` i jeszcze ${v.more}` : ''} (klucz ${v.key})`,
} satisfies Pick<Language, keyof typeof english>;

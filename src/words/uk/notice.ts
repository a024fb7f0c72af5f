// The sentence of a notification, in Ukrainian; ids and values as in en/notice.ts.
import type { notice as english } from '../en/notice.ts';
import type { Language } from '../phrase.ts';

export const notice = {
  'notice.safe': (v) => `Можна повторити: ${v.method} ${v.path}${v.more > 0 ? ` і ще ${v.more}` : ''} (ключ ${v.key})`,
} satisfies Pick<Language, keyof typeof english>;

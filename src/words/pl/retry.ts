// When to send again, and how sure that is, in Polish; ids and values as in en/retry.ts.
import type { retry as english } from '../en/retry.ts';
import type { Language } from '../phrase.ts';
import { formIn, pluralIn } from '../plural.ts';

const plural = pluralIn('pl');
const form = formIn('pl');
const number = new Intl.NumberFormat('pl');
const tries = (count: number): string => plural(count, { one: 'próba', few: 'próby', many: 'prób' });

export const retry = {
  'retry.note.elsewhere': (v) =>
    `Czas uwzględnia co najmniej ${plural(v.atLeast, { one: 'wywołanie tego klucza, którego', few: 'wywołania tego klucza, których', many: 'wywołań tego klucza, których' })} tu nie widziano.`,
  'retry.note.key': 'Klucz musi czekać dłużej niż samo to wywołanie: dotyczy to wszystkich wywołań z tym kluczem.',
  'retry.note.unused': (v) => `Retry-After tej odpowiedzi („${v.header}”) nie wskazuje przyszłego czasu, więc się nie liczy.`,
  'retry.note.keyless': 'Nie widać, którego klucza użyto, więc trzeba odczekać całe okno 60 sekund.',
  'retry.note.disagree': (v) =>
    `Nagłówek odpowiedzi każe czekać ${number.format(v.header)} s; z widzianych tu wywołań wychodzi ${number.format(v.window)} s. Liczy się nagłówek.`,
  'retry.note.grown': (v) =>
    `To wywołanie nie powiodło się ${plural(v.failures, { one: 'raz', few: 'razy', many: 'razy' })} z rzędu, więc przerwa się wydłużyła.`,
  'retry.note.incident': (v) =>
    `Nie powiodło się ${v.failed} z ${plural(v.total, { one: 'wywołania', few: 'wywołań', many: 'wywołań' })} na ${plural(v.endpoints, { one: 'endpoincie', few: 'endpointach', many: 'endpointach' })}: wygląda na kłopoty usługi, więc wszystkie te wywołania czekają razem.`,
  'lint.hopeless': (v) =>
    `Wygląda na ponawianie czegoś, co nie może się udać: ${tries(v.tries)}, na każdą odpowiedź ${v.status}. Zmień żądanie, potem wyślij je raz.`,
  'lint.early': (v) =>
    `Wygląda na ponawianie bez czekania: ${v.early} z ${plural(v.tries, { one: 'próby', few: 'prób', many: 'prób' })} ${form(v.early, { one: 'przyszła', few: 'przyszły', many: 'przyszło' })} przed bezpiecznym czasem. Poczekaj na koniec odliczania albo tyle, ile mówi Retry-After.`,
  'lint.fixed-interval': (v) =>
    `Wygląda na stały odstęp: ${tries(v.tries)} co ${number.format(v.seconds)} s. Niech przerwa rośnie i ma część losową.`,
  'lint.no-jitter': (v) =>
    `Wygląda na podwajanie bez losowości (jitter): ${tries(v.tries)} w równych krokach. Dodaj część losową, aby klienci nie wracali wszyscy naraz.`,
  'lint.layers': (v) =>
    `Wygląda na dwie warstwy, z których każda ponawia: ${plural(v.groups, { one: 'grupa', few: 'grupy', many: 'grup' })} po ${form(v.size, { one: 'jednej próbie', few: `${number.format(v.size)} próby`, many: `${number.format(v.size)} prób` })}. Niech ponawia jedna warstwa; dwie mnożą wywołania.`,
} satisfies Pick<Language, keyof typeof english>;

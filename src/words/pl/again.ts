// The last call that worked beside the one that failed, and sending a free call again, in Polish; ids and values as in en/again.ts.
import type { again as english } from '../en/again.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('pl');

export const again = {
  'worked.title': 'Dlaczego wcześniej działało?',
  'worked.differs': (v) =>
    `To wywołanie różni się w ${plural(v.count, { one: 'miejscu', few: 'miejscach', many: 'miejscach' })} od ostatniego udanego do tego endpointu (${v.time}, ${v.status}). Najpierw najbardziej prawdopodobne:`,
  'worked.same': (v) => `O ile widać oba, jest to to samo żądanie, co ostatnie udane do tego endpointu (${v.time}, ${v.status}).`,
  'worked.same.credits': 'Zmiana jest zapewne na koncie: wszystkie jego klucze korzystają z jednego salda kredytów.',
  'worked.same.budget': 'Zmiana jest zapewne w użyciu klucza: ile wywołań wykonał w ostatniej minucie.',
  'worked.same.jobs': 'Zmiana jest zapewne na koncie: ile jego zadań działa naraz.',
  'worked.same.key':
    'Zmiana jest zapewne po stronie serwera albo konta: klucz można unieważnić, może też wygasnąć. Albo w tajnej części klucza, której się tu nie przechowuje.',
  'worked.same.scope': 'Zmiana jest zapewne po stronie serwera albo konta: co wolno kluczowi lub jego instalacji.',
  'worked.same.resource':
    'Zmiana jest zapewne po stronie serwera: to, o co pyta wywołanie, mogło zostać usunięte albo jest już w innym stanie.',
  'worked.same.server': 'Zmiana jest zapewne po stronie serwera, nie w twoim żądaniu.',
  'worked.same.way': 'Zmiana jest zapewne w drodze do serwera albo na serwerze.',
  'worked.same.unknown': 'Zmiana jest zapewne po stronie serwera albo konta.',
  'worked.aside.credits':
    'Odpowiedź mówi o kredytach: to wywołanie może potrzebować ich więcej albo zostało ich mniej niż wtedy.',
  'worked.aside.budget': 'Odpowiedź mówi o liczbie wywołań, więc te różnice nie muszą mieć znaczenia.',
  'worked.aside.jobs': 'Odpowiedź mówi o liczbie działających zadań, więc te różnice nie muszą mieć znaczenia.',
  'worked.aside.server': 'Odpowiedź mówi o kłopotach serwera, więc te różnice nie muszą mieć znaczenia.',
  'worked.aside.way': 'Żadna odpowiedź nie mówi dlaczego, więc nie widać, czy te różnice mają znaczenie.',
  'worked.blind': (v) => `Nie porównano, bo nie jest przechowywane albo nie było widoczne: ${v.places}.`,
  'worked.more': (v) => `I jeszcze ${plural(v.count, { one: 'różnica', few: 'różnice', many: 'różnic' })}.`,
  'worked.was': 'Wtedy',
  'worked.is': 'W tym wywołaniu',
  'worked.absent': 'brak',
  'worked.key-header': 'nagłówek klucza',
  'worked.key': 'klucz API',
  'worked.base': 'serwer',
  'worked.body': 'treść',
  'worked.kind.json': 'w formacie JSON',
  'worked.kind.form': 'formularz',
  'worked.kind.none': 'brak treści',
  'worked.kind.broken': 'uszkodzony JSON',
  'worked.kind.other': 'nie JSON',
  'worked.rank.named': 'wymienia to odpowiedź',
  'worked.rank.evidence': 'wskazuje na to przyczyna powyżej',
  'worked.rank.key': 'klucz rozstrzyga, co wolno',
  'worked.rank.base': 'inny serwer',
  'worked.rank.content-type': 'mówi serwerowi, jak czytać treść',
  'worked.rank.required': 'pole wymagane',
  'worked.rank.type': 'inny typ',
  'worked.rank.id': 'inny identyfikator',
  'worked.rank.removed': 'już nie wysłane',
  'worked.rank.changed': 'inna wartość',
  'worked.rank.added': 'wtedy nie wysłane',

  'again.title': 'Wyślij ten GET ponownie',
  'again.now': 'Wyślij ponownie teraz',
  'again.at-zero': 'Wyślij ponownie po odliczeniu',
  'again.cancel': 'Anuluj',
  'again.early': 'Czas oczekiwania jeszcze trwa: wywołanie wysłane teraz też może zostać odrzucone i może się liczyć do limitu.',
  'again.how':
    'Oglądana strona wyśle je jeszcze raz, jako własne wywołanie. Klucz jest w tej chwili brany z dziennika sieci przeglądarki i nie jest przechowywany.',
  'again.how.keyless': 'Oglądana strona wyśle je jeszcze raz, jako własne wywołanie. Nie zawierało klucza.',
  'again.without': (v) => `Wysyłane bez tych nagłówków, bo ich wartości się nie przechowuje: ${v.names}.`,
  'again.armed': (v) => `Zostanie wysłane za ${v.time}. Nie zamykaj tego panelu.`,
  'again.sending': 'Wysyłanie…',
  'again.sent': (v) => `Wysłano o ${v.time}, trwa oczekiwanie na odpowiedź.`,
  'again.worked': (v) => `Wysłano o ${v.time}: ${v.status}. Teraz działa.`,
  'again.failed': (v) => `Wysłano o ${v.time}: ${v.status}, ${v.category}. Jest na liście jako kolejna próba.`,
  'again.no-answer': (v) => `Wysłano o ${v.time}. Przez minutę nie było widać odpowiedzi.`,
  'again.no-key':
    'Nie wysłano: dziennik sieci przeglądarki nie ma już wywołania z tym kluczem. Niech strona wykona z nim jedno wywołanie przy otwartych DevTools, potem naciśnij ponownie.',
  'again.moved': 'Nie wysłano: w karcie jest teraz inna strona.',
  'again.not-reached': 'Nie wysłano: nie udało się zwrócić do strony.',
  'again.not-get': 'Stąd można ponownie wysłać tylko GET: każda inna metoda coś zmienia i może kosztować kredyty.',
  'again.not-free':
    'Stąd nie można wysłać tego ponownie: można tylko do endpointów, o których wiadomo, że są bezpłatne, a tego wśród nich nie ma.',
  'again.masked': 'Stąd nie można wysłać tego ponownie: sekret w adresie został zamaskowany, więc nie ma całego adresu.',
  'again.key-unknown': 'Stąd nie można wysłać tego ponownie: nie było widać, z jakim kluczem je wysłano.',
  'again.other-page':
    'Stąd nie można wysłać tego ponownie: wyszło z innej strony niż oglądana, a tylko tamta strona może je wysłać.',
} satisfies Pick<Language, keyof typeof english>;

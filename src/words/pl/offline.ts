// Opened files and pasted text, in Polish; ids and values as in en/offline.ts.
import type { offline as english } from '../en/offline.ts';
import type { Language } from '../phrase.ts';
import { formIn, pluralIn } from '../plural.ts';

const plural = pluralIn('pl');
const form = formIn('pl');
const calls = (count: number): string => plural(count, { one: 'wywołanie', few: 'wywołania', many: 'wywołań' });

export const offline = {
  'har.blank': 'Plik jest pusty. Wyeksportuj HAR ponownie z panelu Sieć.',
  'har.markup': 'To strona internetowa albo XML, nie plik HAR. W panelu Sieć wybierz „Eksportuj HAR” i otwórz ten plik.',
  'har.not-json': 'To nie jest plik HAR: HAR to JSON i zaczyna się od „{”. Wiersz logu albo zapis curl wstaw przez „Wklej”.',
  'har.broken-json':
    'Plik nie jest poprawnym JSON, więc jego wywołań nie da się odczytać. Mógł być zmieniany ręcznie; wyeksportuj go ponownie.',
  'har.cut': 'Plik urywa się w połowie, jak po przerwanym pobieraniu lub kopiowaniu. Wyeksportuj go ponownie i otwórz cały plik.',
  'har.not-har': 'Plik jest w JSON, ale nie ma listy wywołań („log.entries”), więc to nie jest plik HAR.',
  'har.no-entries': 'Plik HAR nie zawiera wywołań. Trzymaj panel Sieć otwarty w czasie wywołań, potem eksportuj.',
  'har.no-calls': (v) =>
    `Plik zawiera ${calls(v.entries)}, żadnego do API Qamera. Adres własnej instalacji można dodać w opcjach.`,
  'har.hosted': (v) =>
    `Wywołania ${v.base} są czytane jako wywołania własnej instalacji API Qamera: po ścieżce razem z kluczem Qamera lub nazwą hosta.`,
  'har.unreadable': (v) =>
    `${plural(v.entries, { one: 'wpis nie ma', few: 'wpisy nie mają', many: 'wpisów nie ma' })} adresu żądania i nie da się ${form(v.entries, { one: 'go', few: 'ich', many: 'ich' })} odczytać.`,
  'har.timeless': (v) =>
    `${plural(v.calls, { one: 'wywołanie nie ma', few: 'wywołania nie mają', many: 'wywołań nie ma' })} czasu, więc nie da się ${form(v.calls, { one: 'dla niego', few: 'dla nich', many: 'dla nich' })} obliczyć przerw ani wykorzystania klucza.`,
  'har.keys-stripped':
    'Ten eksport pomija nagłówki z kluczem: są odpowiedzi, które wymagają klucza, a klucza nie ma. Chrome zachowuje je przy „Export HAR (with sensitive data)”; tutaj i tak są maskowane.',
  'har.no-bodies': (v) =>
    `${plural(v.calls, { one: 'nieudane wywołanie nie ma', few: 'nieudane wywołania nie mają', many: 'nieudanych wywołań nie ma' })} w tym pliku treści odpowiedzi, więc nie da się pokazać komunikatu API.`,
  'har.no-failures': (v) =>
    `W tym pliku: ${plural(v.calls, { one: 'wywołanie API', few: 'wywołania API', many: 'wywołań API' })}, żadne nie zakończyło się błędem.`,
  'paste.empty': 'Niczego nie wklejono.',
  'paste.too-long': 'Tekst jest za długi jak na jedno wywołanie. Jeśli to HAR, otwórz go jako plik.',
  'paste.har': 'To wygląda na plik HAR. Otwórz go przez „Otwórz HAR”.',
  'paste.no-answer': 'Tekst pokazuje żądanie, ale bez odpowiedzi. Wklej też odpowiedź: wiersz statusu, nagłówki i treść.',
  'paste.unrecognised':
    'W tym tekście nie rozpoznano odpowiedzi API. Wklej wynik „curl -i”, surową odpowiedź HTTP, jeden wiersz logu w JSON albo treść błędu w JSON.',
  'paste.healthy': 'Wklejona odpowiedź nie jest błędem: nie ma czego naprawiać.',
  'paste.no-status': 'Tekst nie pokazuje statusu HTTP, więc błąd odczytano z samej treści.',
} satisfies Pick<Language, keyof typeof english>;

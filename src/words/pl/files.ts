// Opened files, pasted calls, exports and what is copied, in Polish; ids and values as in en/files.ts.
import type { files as english } from '../en/files.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('pl');

export const files = {
  'code.gap.headers-unseen': 'Nagłówków wywołania nie widać: dodaj te, których wymaga.',
  'code.gap.headers-masked': (v) => `Pominięto, bo ich wartości są zamaskowane: ${v.names}.`,
  'code.gap.key-in-url': 'Wywołanie miało klucz w adresie. Tutaj klucz trafia do nagłówka.',
  'code.gap.values-masked': 'Wartości w postaci *** zamaskowano przy nagrywaniu: wstaw tam własne.',
  'code.gap.body-cut': 'Treść była długa i jest ucięta: uzupełnij ją przed wysłaniem.',
  'code.gap.body-broken': (v) => `Treść nie była poprawnym JSON (wiersz ${v.line}, kolumna ${v.column}) i jest pominięta.`,
  'code.gap.form': (v) => `Treść była formularzem, z którego zachowano tylko nazwy: ${v.fields}.`,
  'code.gap.body-unread': 'Treści nie nagrano: dodaj ją przed wysłaniem.',

  'files.open': 'Otwórz HAR',
  'files.open.title': 'Otwórz plik HAR z dowolnej przeglądarki lub proxy (albo upuść go na panel)',
  'files.input': 'Plik HAR',
  'files.paste': 'Wklej',
  'files.paste.title': 'Zdiagnozuj wklejony zapis curl, odpowiedź, wiersz logu albo treść błędu',
  'files.export': 'Eksportuj',
  'files.export.title': 'Zapisz błędy z listy jako plik, bez sekretów',
  'files.drop': 'Upuść plik HAR, aby go otworzyć',
  'files.reading': (v) => `Wczytywanie ${v.name}: ${v.percent}%`,
  'files.parsing': (v) => `Przetwarzanie ${v.name}`,
  'files.diagnosing': (v) => `Diagnozowanie wywołań z ${v.name}`,
  'files.begun': (v) => `Wczytywanie ${v.name}`,
  'files.busy': 'Wczytywany plik',
  'files.unopened': 'Plik, którego nie otwarto',
  'files.cancel': 'Anuluj',
  'files.dismiss': 'Zamknij ten komunikat',
  'files.problem': (v) => `${v.name}: ${v.why}`,
  'files.too-large': (v) =>
    `Plik ma ${v.megabytes} MB; przeglądarka nie przyjmie naraz więcej niż ${v.most} MB tekstu. Wyeksportuj wywołania z krótszego czasu albo bez treści.`,
  'files.unreadable': 'Przeglądarka nie mogła odczytać pliku. Mógł zostać przeniesiony lub usunięty albo nie jest to plik.',
  'files.gave-up': 'Przeglądarce zabrakło pamięci na ten plik. Wyeksportuj wywołania z krótszego czasu albo bez treści.',
  'files.capped': (v) =>
    `W pliku: ${plural(v.failures, { one: 'błąd', few: 'błędy', many: 'błędów' })}; lista pokazuje ostatnie ${v.shown}.`,
  'files.shown': (v) =>
    `Plik: ${v.name}, ${plural(v.failures, { one: 'błąd', few: 'błędy', many: 'błędów' })} na ${plural(v.calls, { one: 'wywołanie API', few: 'wywołania API', many: 'wywołań API' })}`,
  'files.shown.paste': 'Wklejone wywołanie',
  'files.span': (v) => (v.from === v.to ? `z ${v.from}` : `od ${v.from} do ${v.to}`),
  'files.key-use': (v) => `${v.key}: ${v.used} z ${v.limit} wywołań w ostatniej minucie pliku.`,
  'files.close': 'Zamknij',
  'files.close.title': 'Wróć do listy na żywo',
  'files.none': 'W tym pliku nie ma nieudanych wywołań.',
  'files.past.at': (v) => `bezpiecznie ${v.time} po błędzie`,
  'files.past.at-once': 'bezpiecznie od razu',
  'files.past.check': (v) => `najpierw sprawdź; najwcześniej ${v.time} po błędzie`,

  'paste.title': 'Wklej nieudane wywołanie',
  'paste.label': 'Wynik „curl -i”, surowa odpowiedź HTTP, jeden wiersz logu w JSON albo treść błędu w JSON',
  'paste.privacy': 'Czytane tylko w tej przeglądarce. Klucze i tokeny są maskowane, zanim cokolwiek się pojawi.',
  'paste.says': (v) => `Rozpoznano: ${v.call} → ${v.status}, ${v.category}`,
  'paste.show': 'Pokaż diagnozę',
  'dialog.close': 'Zamknij',

  'export.report': 'Raport (JSON)',
  'export.har': 'HAR bez sekretów',
  'export.ndjson': 'Wyniki, jeden JSON na wiersz (NDJSON)',
  'export.csv': 'Tabela (CSV)',
  'export.otlp': 'Logi OpenTelemetry (OTLP JSON)',
  'export.copy': (v) => `Kopiuj: ${v.what}`,
  'export.none': 'Nie ma błędów do eksportu.',
  'export.saved': (v) => `Zapisano ${v.name}`,

  'share.title': 'Udostępnij to wywołanie',
  'share.copy': 'Kopiuj jako',
  'share.curl': 'cURL (bash)',
  'share.powershell': 'PowerShell',
  'share.fetch': 'fetch (Node)',
  'share.httpie': 'HTTPie',
  'share.message': 'Komunikat API',
  'share.no-method': 'Nie widać metody tego wywołania, więc nie da się go zapisać jako kod.',
  'share.bundle': 'Pakiet dla wsparcia',
  'share.copied': (v) => `Skopiowano: ${v.what}`,
  'share.refused': 'Przeglądarka nie dopuściła tekstu do schowka.',
  'share.key': 'Zamiast klucza jest $QAMERA_API_KEY.',

  'bundle.title': 'Pakiet dla wsparcia',
  'bundle.masked': (v) =>
    v.masked === 0
      ? 'Nie znaleziono w nim sekretów.'
      : `Zamaskowano w nim jako *** ${plural(v.masked, { one: 'wartość tajną', few: 'wartości tajne', many: 'wartości tajnych' })}.`,
  'bundle.bodies': 'Z treścią żądania i odpowiedzi',
  'bundle.preview': 'Podgląd',
  'bundle.format': 'Format',
  'bundle.markdown': 'Markdown',
  'bundle.json': 'JSON',
  'bundle.copy': 'Kopiuj',
  'bundle.save': 'Zapisz',
} satisfies Pick<Language, keyof typeof english>;

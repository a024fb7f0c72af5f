// The options page, in Polish; ids and values as in en/options.ts.
import type { options as english } from '../en/options.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('pl');
const number = new Intl.NumberFormat('pl');

export const options = {
  'options.title': 'Qamera Error Lens: opcje',
  'options.bases': 'Adresy bazowe',
  'options.bases.why': 'Dokąd idą twoje wywołania, jeśli nie do qamera.ai: własna instalacja API albo jego proxy deweloperskie.',
  'options.bases.built-in': 'Zawsze obserwowane: publiczne API oraz ten komputer na każdym porcie, jeśli ścieżka należy do API.',
  'options.bases.url': 'Adres bazowy',
  'options.bases.surface': 'Które API',
  'options.bases.external': 'External API (/api/external)',
  'options.bases.plugin': 'Plugin API (/api/v1/plugin)',
  'options.bases.add': 'Dodaj',
  'options.bases.remove': (v) => `Usuń ${v.url}`,
  'options.bases.bad':
    'To nie adres bazowy, więc niczego nie dodano: zaczyna się od http:// lub https://, na przykład http://localhost:5173/api/external.',
  'options.bases.known': 'Ten adres bazowy już jest na liście; nic się nie zmieniło.',
  'options.bases.refused':
    'Dodano, ale przeglądarka nie dała zgody: jego wywołania widać tylko przy otwartych DevTools. „Zapytaj o nią” pyta ponownie.',
  'options.bases.seen': 'Widać: zauważono wywołanie pod ten adres.',
  'options.bases.latest': (v) => `Ostatnie to ${v.call}, ${v.status}, o ${v.at}.`,
  'options.bases.no-answer': 'bez odpowiedzi',
  'options.bases.waits': 'Nie ma teraz zapisanego wywołania pod ten adres: wyślij jedno, a pojawi się tutaj.',
  'options.bases.not-granted': 'Jego wywołania widać tylko przy otwartych DevTools: brakuje zgody przeglądarki.',
  'options.bases.ask': 'Zapytaj o nią',
  'options.limit': 'Wywołania klucza na minutę',
  'options.limit.why':
    'Udokumentowany limit to 60. Wsparcie może go podnieść dla Plugin API; GET /me podaje go jako rate_limit_per_min.',
  'options.limit.bad': 'Limit się nie zmienił: musi to być liczba całkowita od 1 do 10 000.',
  'options.sites': 'Obserwowane witryny',
  'options.sites.why': 'Witryny, których wywołania są nagrywane także przy zamkniętych DevTools. O każdą pyta przeglądarka.',
  'options.sites.none': 'Jeszcze żadnej. „Obserwuj tę witrynę” jest w okienku i w panelu.',
  'options.watch.ask': (v) => `Obserwować wywołania API Qamera, które wykonuje ${v.site}?`,
  'options.watch.why':
    'Przeglądarka ukrywa wywołania strony przed rozszerzeniem, które nie może widzieć tej strony. Pyta raz; zgodę można tu cofnąć.',
  'options.watch.done': (v) => `${v.site} jest teraz obserwowana. Możesz zamknąć tę stronę.`,
  'options.watch.refused': (v) =>
    `${v.site} nie jest obserwowana: przeglądarka nie dała zgody. Naciśnij przycisk, aby zapytała ponownie.`,
  'options.try': 'Sprawdź adres',
  'options.try.why': 'Wklej adres wywołania: czy byłoby widoczne? Niczego się nie wysyła.',
  'options.try.no':
    'Niewidoczne: do tego adresu nie pasuje żaden adres bazowy. Jeśli to własna instalacja API albo proxy, dodaj jej adres bazowy powyżej.',
  'options.try.yes': (v) => `Rozpoznane jako ${v.api}, ścieżka ${v.path}.`,
  'options.try.not-granted': (v) =>
    `Pasuje do ${v.api}, ścieżka ${v.path}, ale wywołania do ${v.host} widać tylko przy otwartych DevTools: brakuje zgody przeglądarki.`,
  'options.panel': 'Panel',
  'options.theme': 'Motyw',
  'options.theme.auto': 'jak DevTools lub system',
  'options.theme.light': 'jasny',
  'options.theme.dark': 'ciemny',
  'options.language': 'Język',
  'options.language.auto': 'jak przeglądarka',
  'options.kept': 'Co jest przechowywane',
  'options.kept.why':
    'Błędy z tej sesji, bez sekretów, w pamięci przeglądarki. Ustawienia zostają na tym komputerze. Nic nie jest nigdzie wysyłane.',
  'options.kept.failures': 'Ile błędów',
  'options.kept.newest': (v) => `najnowsze ${number.format(v.count)}`,
  'options.kept.minutes': 'Jak długo',
  'options.kept.session': 'do zamknięcia przeglądarki',
  'options.kept.for': (v) =>
    v.minutes < 60
      ? `${v.minutes} minut`
      : v.minutes === 60
        ? 'godzinę'
        : plural(v.minutes / 60, { one: 'godzinę', few: 'godziny', many: 'godzin' }),
  'options.kept.apply': 'Przechowuj w ten sposób',
  'options.kept.less': 'Jeszcze nie zapisano. To mniej niż teraz: po zapisaniu starsze błędy znikną od razu i bezpowrotnie.',
  'options.kept.unsaved': 'Jeszcze nie zapisano.',
  'options.kept.saved': 'Zapisano: przechowywane jest w ten sposób.',
  'options.kept.stays':
    'Czasy wywołań, bez ich treści, zostają do zamknięcia przeglądarki: potrzebują ich odliczanie i ostrzeżenie przed podwójną zapłatą.',
  'options.file': 'Ustawienia jako plik',
  'options.file.why': 'Aby przenieść je do innej przeglądarki. Plik nie zawiera kluczy ani niczego, co nagrano.',
  'options.file.export': 'Eksportuj ustawienia',
  'options.file.import': 'Importuj ustawienia',
  'options.file.done': 'Ustawienia wczytano.',
  'options.file.bad':
    'Niczego nie wczytano: to nie plik ustawień tego rozszerzenia. Wybierz plik zapisany przez „Eksportuj ustawienia”.',

  'options.notice': 'Powiadomienie',
  'options.notice.why':
    'Jedno zdanie na pulpicie, także przy zamkniętych DevTools: które wywołanie można ponowić i końcówka id jego klucza. Kliknięcie pokazuje kartę.',
  'options.notice.on': 'Powiadom, gdy zablokowany klucz znów jest wolny',
  'options.notice.refused': 'Nic się nie pokaże: przeglądarka nie dała zgody. Zaznacz pole, aby zapytała ponownie.',

  'shortcut.title': 'Klawisze panelu',
  'shortcut.why':
    'Pojedyncze klawisze działają w panelu wszędzie tam, gdzie nic się nie wpisuje. Każdy można zmienić albo wyłączyć.',
  'shortcut.none': 'brak',
  'shortcut.change': 'Zmień',
  'shortcut.change-of': (v) => `Zmień klawisz: „${v.name}”`,
  'shortcut.waits': 'Naciśnij klawisz',
  'shortcut.press': (v) => `„${v.name}”: naciśnij nowy klawisz. Backspace usuwa klawisz, Escape zostawia wszystko bez zmian.`,
  'shortcut.done': (v) => `„${v.name}” to teraz ${v.key}.`,
  'shortcut.gone': (v) => `„${v.name}” nie ma teraz pojedynczego klawisza.`,
  'shortcut.taken': (v) => `${v.key} oznacza już „${v.by}”. Naciśnij inny klawisz albo najpierw zmień tamten.`,
  'shortcut.bad': 'Ten klawisz należy do przeglądarki lub strony. Naciśnij literę, cyfrę albo znak.',
  'shortcut.reset': 'Przywróć wszystkie klawisze',
  'shortcut.reset.done': 'Wszystkie klawisze są takie jak na początku.',
} satisfies Pick<Language, keyof typeof english>;

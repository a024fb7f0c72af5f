// The options page, in Ukrainian; ids and values as in en/options.ts.
import type { options as english } from '../en/options.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('uk');
const number = new Intl.NumberFormat('uk');

export const options = {
  'options.title': 'Qamera Error Lens: налаштування',
  'options.bases': 'Базові URL',
  'options.bases.why': 'Куди йдуть ваші виклики, якщо не на qamera.ai: власний сервер API або проксі для розробки.',
  'options.bases.built-in':
    'Спостереження завжди ведеться за публічним API та за цим комп’ютером на будь-якому порту, якщо шлях — такий, як в API.',
  'options.bases.url': 'Базовий URL',
  'options.bases.surface': 'Який API',
  'options.bases.external': 'External API (/api/external)',
  'options.bases.plugin': 'Plugin API (/api/v1/plugin)',
  'options.bases.add': 'Додати',
  'options.bases.remove': (v) => `Видалити ${v.url}`,
  'options.bases.bad':
    'Це не базовий URL, тому нічого не додано: він починається з http:// або https://, наприклад http://localhost:5173/api/external.',
  'options.bases.known': 'Цей базовий URL уже є у списку; нічого не змінено.',
  'options.bases.refused':
    'Додано, але браузер не дав дозволу: виклики до нього видно лише з відкритими DevTools. «Запитати дозвіл» запитає ще раз.',
  'options.bases.seen': 'Видно: виклик до нього помічено.',
  'options.bases.latest': (v) => `Останній — ${v.call}, ${v.status}, о ${v.at}.`,
  'options.bases.no-answer': 'без відповіді',
  'options.bases.waits': 'Зараз немає записаного виклику до нього: надішліть один, і він з’явиться тут.',
  'options.bases.not-granted': 'Виклики до нього видно лише з відкритими DevTools: бракує дозволу браузера.',
  'options.bases.ask': 'Запитати дозвіл',
  'options.limit': 'Викликів на хвилину для ключа',
  'options.limit.why':
    'У документації — 60. Для Plugin API підтримка може підвищити ліміт; його показує GET /me у полі rate_limit_per_min.',
  'options.limit.bad': 'Ліміт лишився незмінним: потрібне ціле число від 1 до 10 000.',
  'options.sites': 'Сайти під спостереженням',
  'options.sites.why': 'Сайти, виклики яких записуються й тоді, коли DevTools закрито. Про кожен браузер запитує вас.',
  'options.sites.none': 'Ще немає. Кнопка «Спостерігати за сайтом» є у спливному вікні та на панелі.',
  'options.watch.ask': (v) => `Спостерігати за викликами до Qamera API, які робить ${v.site}?`,
  'options.watch.why':
    'Браузер приховує виклики сторінки від розширення, яке не має до неї доступу. Він запитає вас один раз; скасувати дозвіл можна тут.',
  'options.watch.done': (v) => `Тепер за ${v.site} ведеться спостереження. Цю сторінку можна закрити.`,
  'options.watch.refused': (v) =>
    `За ${v.site} спостереження немає: браузер не дав дозволу. Натисніть кнопку, щоб він запитав ще раз.`,
  'options.try': 'Перевірити адресу',
  'options.try.why': 'Вставте адресу виклику: чи буде його видно? Нічого не надсилається.',
  'options.try.no':
    'Не видно: жоден базовий URL не відповідає цій адресі. Якщо це власний сервер API або проксі, додайте його базовий URL вище.',
  'options.try.yes': (v) => `Розпізнано як ${v.api}, шлях ${v.path}.`,
  'options.try.not-granted': (v) =>
    `Відповідає ${v.api}, шлях ${v.path}, але виклики до ${v.host} видно лише з відкритими DevTools: бракує дозволу браузера.`,
  'options.panel': 'Панель',
  'options.theme': 'Тема',
  'options.theme.auto': 'як у DevTools або в системі',
  'options.theme.light': 'світла',
  'options.theme.dark': 'темна',
  'options.language': 'Мова',
  'options.language.auto': 'як у браузері',
  'options.kept': 'Що зберігається',
  'options.kept.why':
    'Помилки цієї сесії, без секретів, у пам’яті браузера. Налаштування лишаються на цьому комп’ютері. Нікуди нічого не надсилається.',
  'options.kept.failures': 'Скільки помилок',
  'options.kept.newest': (v) => `найновіші ${number.format(v.count)}`,
  'options.kept.minutes': 'Як довго',
  'options.kept.session': 'до закриття браузера',
  'options.kept.for': (v) =>
    v.minutes < 60
      ? `${v.minutes} хвилин`
      : v.minutes === 60
        ? 'годину'
        : plural(v.minutes / 60, { one: 'годину', few: 'години', many: 'годин' }),
  'options.kept.apply': 'Зберігати саме так',
  'options.kept.less': 'Ще не збережено. Це менше, ніж тепер: після збереження старіші помилки зникнуть одразу й назавжди.',
  'options.kept.unsaved': 'Ще не збережено.',
  'options.kept.saved': 'Збережено: тепер зберігається саме так.',
  'options.kept.stays':
    'Час викликів, без їхнього вмісту, лишається до закриття браузера: він потрібен для зворотного відліку та попередження про подвійну оплату.',
  'options.file': 'Налаштування у файлі',
  'options.file.why': 'Щоб перенести їх до іншого браузера. У файлі немає ні ключів, ні записаних викликів.',
  'options.file.export': 'Експортувати налаштування',
  'options.file.import': 'Імпортувати налаштування',
  'options.file.done': 'Налаштування застосовано.',
  'options.file.bad':
    'Нічого не застосовано: це не файл налаштувань цього розширення. Виберіть файл, який записала команда «Експортувати налаштування».',

  'options.notice': 'Сповіщення',
  'options.notice.why':
    'Одне речення на робочому столі, навіть коли DevTools закрито: який виклик можна повторити та кінець id його ключа. Клацання показує вкладку.',
  'options.notice.on': 'Сповіщати, коли заблокований ключ знову вільний',
  'options.notice.refused': 'Нічого не з’явиться: браузер не дав дозволу. Позначте пункт, щоб він запитав ще раз.',

  'shortcut.title': 'Клавіші панелі',
  'shortcut.why': 'Одиночні клавіші діють на панелі всюди, де нічого не вводять. Кожну можна замінити або вимкнути.',
  'shortcut.none': 'немає',
  'shortcut.change': 'Змінити',
  'shortcut.change-of': (v) => `Змінити клавішу: «${v.name}»`,
  'shortcut.waits': 'Натисніть клавішу',
  'shortcut.press': (v) => `«${v.name}»: натисніть нову клавішу. Backspace прибирає клавішу, Escape лишає все як є.`,
  'shortcut.done': (v) => `«${v.name}» — тепер ${v.key}.`,
  'shortcut.gone': (v) => `«${v.name}» тепер не має одиночної клавіші.`,
  'shortcut.taken': (v) => `${v.key} уже означає «${v.by}». Натисніть іншу клавішу або спершу змініть ту.`,
  'shortcut.bad': 'Ця клавіша належить браузеру або сторінці. Натисніть літеру, цифру чи знак.',
  'shortcut.reset': 'Повернути всі клавіші',
  'shortcut.reset.done': 'Усі клавіші такі, як були спочатку.',
} satisfies Pick<Language, keyof typeof english>;

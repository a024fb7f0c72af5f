// Opened files, pasted calls, exports and what is copied, in Ukrainian; ids and values as in en/files.ts.
import type { files as english } from '../en/files.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('uk');

export const files = {
  'code.gap.headers-unseen': 'Заголовків виклику не видно: додайте потрібні.',
  'code.gap.headers-masked': (v) => `Пропущено, бо їхні значення приховано: ${v.names}.`,
  'code.gap.key-in-url': 'У виклику ключ стояв в адресі. Тут його перенесено до заголовка.',
  'code.gap.values-masked': 'Значення *** приховано під час запису виклику: підставте власні.',
  'code.gap.body-cut': 'Тіло було довге, тож його обрізано: доповніть його перед надсиланням.',
  'code.gap.body-broken': (v) => `Тіло було некоректним JSON (рядок ${v.line}, стовпець ${v.column}), тож його пропущено.`,
  'code.gap.form': (v) => `Тілом була форма, від якої збережено лише назви полів: ${v.fields}.`,
  'code.gap.body-unread': 'Тіло не записано: додайте його перед надсиланням.',

  'files.open': 'Відкрити HAR',
  'files.open.title': 'Відкрити файл HAR із будь-якого браузера чи проксі (або перетягніть його на панель)',
  'files.input': 'Файл HAR',
  'files.paste': 'Вставити',
  'files.paste.title': 'Діагностувати вставлений вивід curl, відповідь, рядок журналу або тіло помилки',
  'files.export': 'Експорт',
  'files.export.title': 'Зберегти помилки зі списку у файл, без секретів',
  'files.drop': 'Перетягніть файл HAR сюди, щоб відкрити',
  'files.reading': (v) => `Читання ${v.name}: ${v.percent} %`,
  'files.parsing': (v) => `Розбір ${v.name}`,
  'files.diagnosing': (v) => `Діагностика викликів із ${v.name}`,
  'files.begun': (v) => `Читання ${v.name}`,
  'files.busy': 'Файл, що читається',
  'files.unopened': 'Файл, який не відкрито',
  'files.cancel': 'Скасувати',
  'files.dismiss': 'Закрити це повідомлення',
  'files.problem': (v) => `${v.name}: ${v.why}`,
  'files.too-large': (v) =>
    `Розмір файлу — ${v.megabytes} МБ; браузер не приймає понад ${v.most} МБ тексту одним шматком. Експортуйте виклики за коротший час або без тіл.`,
  'files.unreadable': 'Браузер не зміг прочитати файл. Можливо, його переміщено чи видалено, або це не файл.',
  'files.gave-up': 'Браузеру забракло пам’яті для цього файлу. Експортуйте виклики за коротший час або без тіл.',
  'files.capped': (v) =>
    `У файлі ${plural(v.failures, { one: 'помилка', few: 'помилки', many: 'помилок', other: 'помилки' })}; показано останні ${v.shown}.`,
  'files.shown': (v) =>
    `Файл: ${v.name}, ${plural(v.failures, { one: 'помилка', few: 'помилки', many: 'помилок', other: 'помилки' })} на ${plural(v.calls, { one: 'виклик', few: 'виклики', many: 'викликів', other: 'виклику' })} API`,
  'files.shown.paste': 'Вставлений виклик',
  'files.span': (v) => (v.from === v.to ? `за ${v.from}` : `з ${v.from} до ${v.to}`),
  'files.key-use': (v) => `${v.key}: ${v.used} з ${v.limit} викликів за останню хвилину файлу.`,
  'files.close': 'Закрити',
  'files.close.title': 'Повернутися до поточного списку',
  'files.none': 'У цьому файлі немає невдалих викликів.',
  'files.past.at': (v) => `було безпечно через ${v.time} після помилки`,
  'files.past.at-once': 'було безпечно одразу',
  'files.past.check': (v) => `спершу перевірити; щонайраніше через ${v.time} після помилки`,

  'paste.title': 'Вставити невдалий виклик',
  'paste.label': 'Вивід «curl -i», сира HTTP-відповідь, один JSON-рядок журналу або тіло помилки у форматі JSON',
  'paste.privacy': 'Читається лише в цьому браузері. Ключі й токени приховуються, перш ніж щось буде показано.',
  'paste.says': (v) => `Розпізнано: ${v.call} → ${v.status}, ${v.category}`,
  'paste.show': 'Показати діагноз',
  'dialog.close': 'Закрити',

  'export.report': 'Звіт (JSON)',
  'export.har': 'HAR без секретів',
  'export.ndjson': 'Висновки, по одному JSON у рядку (NDJSON)',
  'export.csv': 'Таблиця (CSV)',
  'export.otlp': 'Журнали OpenTelemetry (OTLP JSON)',
  'export.copy': (v) => `Копіювати: ${v.what}`,
  'export.none': 'Немає помилок для експорту.',
  'export.saved': (v) => `Збережено: ${v.name}`,

  'share.title': 'Поділитися викликом',
  'share.copy': 'Копіювати як',
  'share.curl': 'cURL (bash)',
  'share.powershell': 'PowerShell',
  'share.fetch': 'fetch (Node)',
  'share.httpie': 'HTTPie',
  'share.message': 'Повідомлення API',
  'share.no-method': 'Методу цього виклику не видно, тож записати його кодом неможливо.',
  'share.bundle': 'Пакет для підтримки',
  'share.copied': (v) => `Скопійовано: ${v.what}`,
  'share.refused': 'Браузер не дозволив скопіювати текст у буфер обміну.',
  'share.key': 'Замість ключа вказано $QAMERA_API_KEY.',

  'bundle.title': 'Пакет для підтримки',
  'bundle.masked': (v) =>
    v.masked === 0
      ? 'Секретів у ньому не знайдено.'
      : `${plural(v.masked, { one: 'секретне значення', few: 'секретні значення', many: 'секретних значень', other: 'секретного значення' })} у ньому замінено на ***.`,
  'bundle.bodies': 'З тілами запиту та відповіді',
  'bundle.preview': 'Попередній перегляд',
  'bundle.format': 'Формат',
  'bundle.markdown': 'Markdown',
  'bundle.json': 'JSON',
  'bundle.copy': 'Копіювати',
  'bundle.save': 'Зберегти',
} satisfies Pick<Language, keyof typeof english>;

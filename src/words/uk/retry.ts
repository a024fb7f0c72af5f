// When to send again, and how sure that is, in Ukrainian; ids and values as in en/retry.ts.
import type { retry as english } from '../en/retry.ts';
import type { Language } from '../phrase.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('uk');
const tries = (count: number): string => plural(count, { one: 'спроба', few: 'спроби', many: 'спроб', other: 'спроби' });
/** After «з»: `з 21 спроби`, `з 5 спроб`. */
const ofTries = (count: number): string => plural(count, { one: 'спроби', few: 'спроб', many: 'спроб', other: 'спроби' });

export const retry = {
  'retry.note.elsewhere': (v) =>
    `Час враховує щонайменше ${plural(v.atLeast, { one: 'виклик із цим ключем, якого', few: 'виклики з цим ключем, яких', many: 'викликів із цим ключем, яких', other: 'виклику з цим ключем, яких' })} тут не видно.`,
  'retry.note.key': 'Ключ має чекати довше, ніж сам цей виклик: це стосується всіх викликів із цим ключем.',
  'retry.note.unused': (v) => `Retry-After цієї відповіді («${v.header}») не вказує на майбутній час, тож не враховується.`,
  'retry.note.keyless': 'Не видно, який ключ використано, тож чекати слід ціле вікно у 60 секунд.',
  'retry.note.disagree': (v) =>
    `Заголовок відповіді каже чекати ${v.header} с, а за викликами, які видно тут, — ${v.window} с. Діє заголовок.`,
  'retry.note.grown': (v) =>
    `Цей виклик не вдався вже ${plural(v.failures, { one: 'раз', few: 'рази', many: 'разів', other: 'раза' })} поспіль, тож пауза зросла.`,
  'retry.note.incident': (v) =>
    `Не вдалося ${v.failed} з ${plural(v.total, { one: 'виклику', few: 'викликів', many: 'викликів', other: 'виклику' })} на ${plural(v.endpoints, { one: 'ендпоінті', few: 'ендпоінтах', many: 'ендпоінтах', other: 'ендпоінта' })}: схоже, неполадки в сервісі, тож усі ці виклики чекають разом.`,
  'lint.hopeless': (v) =>
    `Схоже на повтор того, що не може вдатися: ${tries(v.tries)}, щоразу відповідь ${v.status}. Змініть запит і надішліть його один раз.`,
  'lint.early': (v) =>
    `Схоже на повтори без очікування: ${v.early} з ${ofTries(v.tries)} надіслано раніше безпечного часу. Дочекайтеся кінця відліку або Retry-After.`,
  'lint.fixed-interval': (v) =>
    `Схоже на сталий інтервал: ${tries(v.tries)} з паузою ${v.seconds} с. Нехай пауза зростає, і додайте випадкову складову.`,
  'lint.no-jitter': (v) =>
    `Схоже на подвоєння без випадкової складової (jitter): ${tries(v.tries)} з точним кроком. Додайте випадкову складову, щоб клієнти не поверталися одночасно.`,
  'lint.layers': (v) =>
    `Схоже на два рівні, кожен із яких повторює: ${plural(v.groups, { one: 'група', few: 'групи', many: 'груп', other: 'групи' })}, у кожній ${tries(v.size)}. Нехай повторює один рівень: два множать виклики.`,
} satisfies Pick<Language, keyof typeof english>;

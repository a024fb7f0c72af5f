// A count with its noun, in languages of more forms than two. Intl knows which form a count takes; the forms are the language's.

/** The noun after each kind of count; `many` also serves fractions where `other` is not given. */
export interface PluralForms {
  one: string;
  few: string;
  many: string;
  other?: string;
}

/**
 * What says a count with its noun in a locale (BCP 47). A count that is no number takes the form `other`.
 * @example pluralIn('pl')(22, { one: 'próba', few: 'próby', many: 'prób' }) // '22 próby'
 */
export function pluralIn(locale: string): (count: number, forms: PluralForms) => string {
  const form = formIn(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => `${numbers.format(count)} ${form(count, forms)}`;
}

/** The form alone, for a sentence that changes more than the noun. */
export function formIn(locale: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, forms) => {
    const kind = rules.select(count);
    return kind === 'one' || kind === 'few' || kind === 'many' ? forms[kind] : (forms.other ?? forms.many);
  };
}

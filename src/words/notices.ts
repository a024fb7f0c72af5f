// A notification's sentence in each language. Small enough for the background to load at every wake (a worker may not load later).
import { notice as english } from './en/notice.ts';
import type { LanguageTag } from './languages.ts';
import type { Phrase } from './phrase.ts';
import { notice as polish } from './pl/notice.ts';
import { notice as ukrainian } from './uk/notice.ts';

export type NoticePhrase = Extract<Phrase, { id: 'notice.safe' }>;

const WORDS = { en: english, pl: polish, uk: ukrainian } satisfies Record<LanguageTag, unknown>;

export const sayNotice = (tag: LanguageTag, { id, values }: NoticePhrase): string => WORDS[tag][id](values);

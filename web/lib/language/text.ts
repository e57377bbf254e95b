import type { Language } from '@lanran/protocol/kernel/language';
import { createTranslator, type Messages } from 'use-intl/core';
import { useLanguage } from './language.tsx';
import { LANGUAGE_TAGS } from './language.tsx';

/** The same keys, other words. */
type SameKeys<M> = { readonly [K in keyof M]: M[K] extends string ? string : SameKeys<M[K]> };

export interface Catalog<M> {
  readonly en: M;
  readonly zh: SameKeys<M>;
}

/** A feature's words in both languages (ICU MessageFormat); a key that one of them lacks is a type error. */
export function defineText<const M extends Messages>(catalog: Catalog<M>): Catalog<M> {
  return catalog;
}

/** By catalog. A translator reads each message once; a new one for each component would read all of them again. */
const TRANSLATORS = { en: new WeakMap<object, unknown>(), zh: new WeakMap<object, unknown>() };

/** The words of a catalog in one language: for papers that carry both. */
export function textIn<M extends Messages>(catalog: Catalog<M>, language: Language) {
  // What is kept for a catalog was made of it, below.
  const known = TRANSLATORS[language].get(catalog) as ReturnType<typeof translatorOf<M>> | undefined;
  const translator = known ?? translatorOf(catalog, language);
  TRANSLATORS[language].set(catalog, translator);
  return translator;
}

function translatorOf<M extends Messages>(catalog: Catalog<M>, language: Language) {
  return createTranslator<M>({
    locale: LANGUAGE_TAGS[language],
    // SameKeys says that both have the same shape.
    messages: catalog[language] as M,
    timeZone: 'UTC',
  });
}

/** The words of a catalog in the reader's language: `t('title')`, `t('files', { count: 3 })`, `t.rich(…)`. */
export function useText<M extends Messages>(catalog: Catalog<M>) {
  const { language } = useLanguage();
  return textIn(catalog, language);
}

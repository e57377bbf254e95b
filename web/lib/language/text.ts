import { useMemo } from 'react';
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

/** The words of a catalog in one language: for papers that carry both. */
export function textIn<M extends Messages>(catalog: Catalog<M>, language: Language) {
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
  return useMemo(() => textIn(catalog, language), [catalog, language]);
}

import { createTranslator, type Messages } from 'use-intl/core';
import type { Catalog } from '../../../web/lib/language/text.ts';
import type { Language } from '../../support/browser.ts';

const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** The words a person reads: `say(signText, 'verb')`, from the catalogs that the pages use. */
export function wordsIn(language: Language) {
  return function say<M extends Messages>(
    catalog: Catalog<M>,
    key: string,
    values: Readonly<Record<string, string | number>> = {},
  ): string {
    const translate = createTranslator({
      locale: TAGS[language],
      messages: catalog[language] as Messages,
      timeZone: 'UTC',
      onError: (error) => {
        throw error;
      },
    }) as (name: string, values: object) => string;
    return translate(key, values);
  };
}

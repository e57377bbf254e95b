import { useMemo } from 'react';
import type { Language } from '@lanran/protocol/language';
import { RIGHTS, type Right } from '@lanran/protocol/rights';
import { territoryName } from '@lanran/protocol/territories';
import { pickText } from '../../lib/api.ts';
import { formatsFor } from '../../lib/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';
import { textIn } from '../../lib/text.ts';
import { mediumLabel } from '../../lib/window-text.ts';
import { termsText } from './terms-text.ts';

/** Codes of media, places and rights in the reader's words. */
export interface Names {
  media(codes: readonly string[]): string;
  territory(code: string): string;
  /** All of them, in the order of their names; the whole world by its own word. */
  territories(codes: readonly string[]): string;
  /** What may be done with a license, a sentence each. */
  rights(codes: readonly string[]): readonly string[];
  /** A name in the reader's language, else in the other: within a sentence. One that stands alone is `Localized`. */
  of(name: { readonly en: string | null; readonly zh: string | null } | null | undefined): string;
}

export function namesIn(language: Language): Names {
  const t = textIn(termsText, language);
  const { list } = formatsFor(language);
  const inOrder = new Intl.Collator(LANGUAGE_TAGS[language]).compare;
  return {
    media: (codes) => list(codes.map((code) => mediumLabel(code, language))),
    territory: (code) => territoryName(code, language),
    territories: (codes) =>
      codes.includes('WORLD')
        ? t('world')
        : list(codes.map((code) => territoryName(code, language)).sort(inOrder)),
    rights: (codes) => codes.flatMap((code) => (isRight(code) ? [t(`rights.${code}`)] : [code])),
    of: (name) => pickText(name, language)?.text ?? '',
  };
}

export function useNames(): Names {
  const { language } = useLanguage();
  return useMemo(() => namesIn(language), [language]);
}

function isRight(code: string): code is Right {
  return RIGHTS.some((right) => right === code);
}

import { useMemo } from 'react';
import type { Language } from '@lanran/protocol/kernel/language';
import { RIGHTS, type Right } from '@lanran/protocol/licensing/rights';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { pickText } from '../../../../lib/session/api.ts';
import { formatsFor } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { textIn } from '../../../../lib/language/text.ts';
import { mediumLabel, territoriesText } from '../../../../lib/territories/window-text.ts';
import { termsText } from '../../certificate/words/terms-text.ts';

/** Codes of media, places and rights in the reader's words. */
export interface Names {
  media(codes: readonly string[]): string;
  /** Of a country, a region or a group. */
  territory(id: string): string;
  /** As people say them, within a sentence; of many the first. */
  territories(codes: readonly string[]): string;
  /** What may be done with a license, a sentence each. */
  rights(codes: readonly string[]): readonly string[];
  /** A name in the reader's language, else in the other: within a sentence. One that stands alone is `Localized`. */
  of(name: { readonly en: string | null; readonly zh: string | null } | null | undefined): string;
}

export function namesIn(language: Language): Names {
  const t = textIn(termsText, language);
  const { list } = formatsFor(language);
  return {
    media: (codes) => list(codes.map((code) => mediumLabel(code, language))),
    territory: (id) => partLabel(id, language),
    territories: (codes) => territoriesText(codes, language),
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

import { findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';
import type { FormTerm, Vocabulary } from './draft-form.ts';

const MAX_CODE = 64;

/** The vocabulary's term of that name; else a term of one's own: what was typed, and a code that the rules allow (letters of any script, digits, dashes). Null for no letters. */
export function freeTerm(vocabulary: Vocabulary, typed: string): FormTerm | null {
  const text = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
  const known = findVocabularyTerm(vocabulary, text);
  if (known !== null) return { vocabulary, code: known.code, en: known.en, zh: known.zh };
  const code = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_CODE)
    .replace(/-+$/, '');
  if (code === '') return null;
  const isChinese = /\p{Script=Han}/u.test(text);
  return { vocabulary, code, en: isChinese ? null : text, zh: isChinese ? text : null };
}

/** As a draft writes it: another holder's proposal, chosen here, becomes one's own. */
export function writtenCode(code: string): string {
  return code.split('@')[0] ?? code;
}

export function isSameTerm(
  left: Pick<FormTerm, 'vocabulary' | 'code'>,
  right: Pick<FormTerm, 'vocabulary' | 'code'>,
): boolean {
  return left.vocabulary === right.vocabulary && left.code === right.code;
}

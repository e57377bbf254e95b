import type { FormTerm, Vocabulary } from './draft-form.ts';

const MAX_CODE = 64;

/** A term of one's own: what was typed, and a code that the rules allow (letters of any script, digits, dashes). Null for no letters. */
export function freeTerm(vocabulary: Vocabulary, typed: string): FormTerm | null {
  const text = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
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

export function isSameTerm(
  left: Pick<FormTerm, 'vocabulary' | 'code'>,
  right: Pick<FormTerm, 'vocabulary' | 'code'>,
): boolean {
  return left.vocabulary === right.vocabulary && left.code === right.code;
}

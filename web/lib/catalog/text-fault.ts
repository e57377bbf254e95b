const MAX_CHARACTERS = 200;
const MAX_WORDS = 24;

export type TextFault = 'tooLong' | 'tooManyWords' | 'noWord';

/** Why a text can't be searched for; null where the platform would take it, or there is none. */
export function textFaultOf(text: string): TextFault | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (trimmed.length > MAX_CHARACTERS) return 'tooLong';
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return 'noWord';
  return trimmed.split(/\s+/).length > MAX_WORDS ? 'tooManyWords' : null;
}

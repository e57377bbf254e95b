import { BadInputError } from '../../platform/kernel/errors.ts';
import { parseLanguage } from '../../platform/kernel/localized-text.ts';

const MAX_WORDS = 2_000;

/** Null when nothing was given. @throws BadInputError */
export function parseMessage(text: string | null | undefined, field: string): string | null {
  return parseLanguage(text, field, MAX_WORDS);
}

/** @throws BadInputError when nothing was given */
export function parseReason(text: string, field: string): string {
  const reason = parseMessage(text, field);
  if (reason === null) throw new BadInputError(field, 'must say why, for who proposed it.');
  return reason;
}

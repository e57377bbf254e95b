import { BadInputError } from './errors.ts';

const MAX_LABEL = 200;

/** Somebody's own words for who or what is meant, on one line. @throws BadInputError */
export function parseLabel(text: string): string {
  const label = text.normalize('NFC').trim();
  if (label !== '' && label.length <= MAX_LABEL && !/\p{Cc}|\p{Surrogate}/u.test(label)) return label;
  throw new BadInputError('label', `must be 1 to ${MAX_LABEL} characters on one line, such as a name.`);
}

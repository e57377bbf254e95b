import type { Hex } from '@lanran/protocol/kernel/bytes';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { BadInputError } from '../../platform/kernel/errors.ts';

const MAX_CHARACTERS = 2_000;
/** Line breaks and tabs are text. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

/** The words behind a hash that the contracts were given. */
export interface StatedReason {
  readonly hash: Hex;
  readonly text: string;
  /** The key that stated it first. */
  readonly statedBy: Hex;
  readonly statedAt: Date;
}

/** Changes nothing in the text, since its bytes are what was signed. @throws BadInputError */
export function parseReason(text: string): Pick<StatedReason, 'hash' | 'text'> {
  const characters = Array.from(text).length;
  if (text.trim() === '' || characters > MAX_CHARACTERS) {
    throw new BadInputError(
      'text',
      `must say something in at most ${MAX_CHARACTERS} characters; it has ${characters}.`,
    );
  }
  if (UNWRITABLE.test(text))
    throw new BadInputError('text', 'has characters that can’t be written. Remove control characters.');
  return { hash: reasonHashOf(text), text };
}

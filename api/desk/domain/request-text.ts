import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { requireOneDirection } from '../../platform/kernel/localized-text.ts';

export const MAX_TEXT = 10_000;
const DEFAULT_DUE_DAYS = 30;
const MAX_DUE_DAYS = 365;
/** Line breaks and tabs are text. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

const BATCH = /^[\w-]{16,64}$/;

/** Chosen by who sends, so that sending again after a lost answer is once. @throws BadInputError */
export function requireBatch(batch: string): void {
  if (!BATCH.test(batch)) throw new BadInputError('batch', 'must be 16 to 64 letters, digits, _ and -.');
}

/** Shown as it is, never as markup; empty when nothing was given. @throws BadInputError */
export function parseMessage(text: string | null | undefined, field: string): string {
  const message = text?.normalize('NFC').trim() ?? '';
  const { length } = Array.from(message);
  if (length > MAX_TEXT)
    throw new BadInputError(field, `has ${length} characters; at most ${MAX_TEXT} are allowed.`);
  if (UNWRITABLE.test(message)) throw new BadInputError(field, 'has control characters. Remove them.');
  requireOneDirection(message, field);
  return message;
}

/** @throws BadInputError when nothing was given */
export function requireMessage(text: string | null | undefined, field: string): string {
  const message = parseMessage(text, field);
  if (message === '') throw new BadInputError(field, 'must say something.');
  return message;
}

/** The last day for answers; 30 days from today unless named. @throws BadInputError */
export function requireDueDay(named: Day | null, today: Day): Day {
  const day = named ?? today + DEFAULT_DUE_DAYS;
  if (day >= today && day <= today + MAX_DUE_DAYS) return day;
  throw new BadInputError(
    'dueDay',
    `must be ${formatDay(today)} to ${formatDay(today + MAX_DUE_DAYS)}: the last day for answers.`,
  );
}

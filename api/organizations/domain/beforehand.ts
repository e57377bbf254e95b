import { type Day, formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import {
  type LocalizedText,
  type LocalizedTextInput,
  parseText,
} from '../../platform/kernel/localized-text.ts';

const MAX_TEXT = 2_000;
const MAX_DAYS = 365;
const MAX_DAYS_AHEAD = 366;

/** What a community or institution says to whoever thinks of asking it. It changes no quote. */
export interface Beforehand {
  /** Uses that it welcomes. */
  readonly welcome: LocalizedText | null;
  /** Uses that it never allows. */
  readonly never: LocalizedText | null;
  readonly answersWithinDays: number | null;
  /** The last day on which it takes no new requests; null: it takes them. */
  readonly closedUntil: Day | null;
  readonly closedReason: LocalizedText | null;
}

export const NOTHING_BEFOREHAND: Beforehand = {
  welcome: null,
  never: null,
  answersWithinDays: null,
  closedUntil: null,
  closedReason: null,
};

/** As it arrives: every member unchecked. What is left out stays. */
export interface BeforehandInput {
  readonly welcome?: LocalizedTextInput | null | undefined;
  readonly never?: LocalizedTextInput | null | undefined;
  readonly answersWithinDays?: number | null | undefined;
  /** YYYY-MM-DD */
  readonly closedUntil?: string | null | undefined;
  readonly closedReason?: LocalizedTextInput | null | undefined;
}

/** Does it take no new requests today? */
export function isDoorClosed({ closedUntil }: Pick<Beforehand, 'closedUntil'>, today: Day): boolean {
  return closedUntil !== null && today <= closedUntil;
}

/** Without a day that is over, and the reason for it. */
export function asOfToday<T extends Beforehand>(said: T, today: Day): T {
  return isDoorClosed(said, today) ? said : { ...said, closedUntil: null, closedReason: null };
}

interface BeforehandSubject {
  readonly kind: OrganizationKind;
  /** What it says today. */
  readonly present: Beforehand;
  readonly today: Day;
}

/** @throws BadInputError */
export function parseBeforehand(
  input: BeforehandInput,
  { kind, present, today }: BeforehandSubject,
): Beforehand {
  for (const field of ['welcome', 'never', 'answersWithinDays', 'closedUntil', 'closedReason'] as const)
    if (input[field] != null && kind !== 'COMMUNITY' && kind !== 'INSTITUTION')
      throw new BadInputError(`input.${field}`, 'is of communities and institutions alone. Leave it out.');
  const { answersWithinDays: days } = input;
  if (days != null && (!Number.isInteger(days) || days < 1 || days > MAX_DAYS))
    throw new BadInputError('input.answersWithinDays', `must be between 1 and ${MAX_DAYS}.`);
  const closedUntil =
    input.closedUntil === undefined ? present.closedUntil : parseClosedUntil(input.closedUntil, today);
  if (input.closedReason != null && closedUntil === null)
    throw new BadInputError('input.closedReason', 'needs closedUntil, the day that it is the reason for.');
  const presentReason = closedUntil === null ? null : present.closedReason;
  return {
    welcome: spoken(input.welcome, { field: 'input.welcome', present: present.welcome }),
    never: spoken(input.never, { field: 'input.never', present: present.never }),
    answersWithinDays: days === undefined ? present.answersWithinDays : days,
    closedUntil,
    closedReason: spoken(input.closedReason, { field: 'input.closedReason', present: presentReason }),
  };
}

function spoken(
  text: LocalizedTextInput | null | undefined,
  { field, present }: { readonly field: string; readonly present: LocalizedText | null },
): LocalizedText | null {
  if (text === undefined) return present;
  return text === null ? null : parseText(text, field, MAX_TEXT);
}

function parseClosedUntil(text: string | null, today: Day): Day | null {
  if (text === null) return null;
  const field = 'input.closedUntil';
  const day = dayOf(text);
  if (day === null) throw new BadInputError(field, 'must be a day as YYYY-MM-DD.');
  if (day < today)
    throw new BadInputError(field, `is over. Name a day from ${formatDay(today)} on, or none.`);
  if (day > today + MAX_DAYS_AHEAD)
    throw new BadInputError(field, `must be at most a year ahead: ${formatDay(today + MAX_DAYS_AHEAD)}.`);
  return day;
}

function dayOf(text: string): Day | null {
  try {
    return parseDay(text);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

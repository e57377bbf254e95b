import { formatDay, type Day } from '@lanran/protocol/kernel/day';
import type { Currency } from '@lanran/protocol/kernel/money';
import { toPlainHex } from '@lanran/protocol/kernel/bytes';
import { priceUnits } from '../../../lib/territories/price-units.ts';
import { findDay } from '../../../lib/territories/window-days.ts';
import { type Missing, missingIn } from '../../../lib/territories/use-address.ts';
import type { AskedKind } from '../../../lib/requests/ask-address.ts';
import { isAbovePriceLimit, shareBpsOf } from './counter-draft.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';

/** What is typed besides the use, which stands in the address. */
export interface AskDraft {
  /** Under the same one the same is asked once: another with each change. */
  readonly batch: string;
  readonly price: string;
  /** What it is in, by its address; empty until one is chosen. */
  readonly token: string;
  /** In percent. */
  readonly share: string;
  readonly message: string;
  readonly dueDay: string;
}

export type AskProblem = Missing | 'price' | 'priceLimit' | 'share' | 'message' | 'due';

const MOST_DAYS = 365;

export function emptyAsk(): AskDraft {
  return { batch: newBatch(), price: '', token: '', share: '', message: '', dueDay: '' };
}

export function newBatch(): string {
  return toPlainHex(crypto.getRandomValues(new Uint8Array(16)));
}

interface AskFacts {
  readonly kind: AskedKind;
  readonly wish: WishDraft;
  readonly currency: Currency;
  readonly today: Day;
}

/** Everything that keeps it from being sent, at once. */
export function askProblems(
  draft: AskDraft,
  { kind, wish, currency, today }: AskFacts,
): readonly AskProblem[] {
  const problems: readonly (AskProblem | false)[] = [
    ...(kind === 'USE' ? missingIn(wish) : []),
    kind === 'USE' && draft.price !== '' && priceUnits(draft.price, currency) === null && 'price',
    kind === 'USE' && isAbovePriceLimit(draft.price, currency) && 'priceLimit',
    kind === 'USE' && draft.share !== '' && shareBpsOf(draft.share) === null && 'share',
    draft.message.trim() === '' && 'message',
    draft.dueDay !== '' && !isDueDay(draft.dueDay, today) && 'due',
  ];
  return problems.filter((problem) => problem !== false);
}

function isDueDay(text: string, today: Day): boolean {
  const day = findDay(text);
  return day !== null && day >= today && formatDay(day) <= formatDay(today + MOST_DAYS);
}

const TEXTS = ['batch', 'price', 'share', 'message', 'dueDay'] as const;

/** What a browser kept; null when it is not understood. */
export function readAskDraft(text: string | null): AskDraft | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Readonly<Record<keyof AskDraft, unknown>> | null;
    if (value === null || !TEXTS.every((name) => typeof value[name] === 'string')) return null;
    return { ...(value as AskDraft), token: typeof value.token === 'string' ? value.token : '' };
  } catch {
    return null;
  }
}

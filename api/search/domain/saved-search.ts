import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetFilter } from '../../assets/domain/asset-query.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

const MAX_NAME = 100;
/** Of the filter as JSON: terms and peoples have codes of any length. */
const MAX_FILTER = 8_192;

/** A search that somebody wants to ask again; nobody else sees it. */
export interface SavedSearch {
  readonly id: string;
  /** Address of the key whose it is. */
  readonly owner: Hex;
  /** Each of its owner's has another one. */
  readonly name: string;
  readonly filter: AssetFilter;
  readonly savedAt: Date;
}

/** A search with what was last looked for new assets; null: not yet. */
export interface LookedSearch extends SavedSearch {
  /** Leaves before it are done. */
  readonly lookedTo: number | null;
  /** When its owner was last told of some. */
  readonly toldOn: Day | null;
}

/** @throws BadInputError */
export function parseSearchName(text: string): string {
  const name = text.normalize('NFC').trim();
  const { length } = Array.from(name);
  if (length >= 1 && length <= MAX_NAME && !/[\p{Cc}\p{Surrogate}]/u.test(name)) return name;
  throw new BadInputError('name', `must be 1 to ${MAX_NAME} characters on one line.`);
}

/** @throws BadInputError for one that asks for nothing, or is too long to keep */
export function requireKeepable(filter: AssetFilter): void {
  if (Object.keys(filter).length === 0)
    throw new BadInputError('filter', 'must have a text or another condition.');
  if (JSON.stringify(filter).length > MAX_FILTER)
    throw new BadInputError('filter', `is longer than the ${MAX_FILTER} characters that are kept.`);
}

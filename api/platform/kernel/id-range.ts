import type { Hex } from '@lanran/protocol/kernel/bytes';

/** Ids from the first to the last, both included, as text orders them. */
export interface IdRange {
  readonly first: Hex;
  readonly last: Hex;
}

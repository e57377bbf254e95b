import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { StatedReason } from '../domain/stated-reason.ts';

/** Texts by their hash. No read model: losing one loses words, which only their author can state again. */
export interface ReasonStore {
  findMany(hashes: readonly Hex[]): Promise<StatedReason[]>;
  /** Keeping a text again changes nothing. */
  keep(reason: StatedReason): Promise<void>;
  /** Texts that one key stated first since a time, for the limit. */
  countSince(statedBy: Hex, since: Date): Promise<number>;
}

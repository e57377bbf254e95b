import type { CID } from 'multiformats/cid';
import { TooManyLevelsError } from '../errors.ts';

/**
 * Levels of nodes below a file's or directory's root. Kubo's files have four for a petabyte, and with two links a node, the least
 * that a tree can do with, 64 count more leaves than a file size can; its hash tries end after 21, when a name's 64-bit hash is
 * used up. Deeper ones are made to be slow: each level costs a read of its own before the first byte.
 */
export const MAX_LEVELS = 64;

/** @throws TooManyLevelsError */
export function refuseDeeper(root: CID, level: number): void {
  if (level > MAX_LEVELS) throw new TooManyLevelsError(root.toString(), MAX_LEVELS);
}

import type { AssetFixity } from './fixity-documents.ts';

/** What is said first of an asset's originals; damage before lateness before everything else. */
export type FixityWord = 'damaged' | 'late' | 'notYet' | 'intact';

export function fixityWord({
  files,
  unread,
  damaged,
  isMissed,
}: Pick<AssetFixity, 'files' | 'unread' | 'damaged' | 'isMissed'>): FixityWord {
  if (damaged > 0) return 'damaged';
  if (isMissed) return 'late';
  return unread === files ? 'notYet' : 'intact';
}

export const FIXITY_TONES = {
  damaged: 'refused',
  late: 'unknown',
  notYet: 'plain',
  intact: 'live',
} as const satisfies Record<FixityWord, string>;

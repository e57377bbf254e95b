import { useState } from 'react';
import type { Item } from './documents.ts';

/** Which of the assets an answer is about: all of them until the reader leaves some out. */
export function useChosen(items: readonly Item[]) {
  const [chosen, choose] = useState<readonly string[]>(() => items.map(({ assetId }) => assetId));
  return { chosen, choose, items: items.filter(({ assetId }) => chosen.includes(assetId)) };
}

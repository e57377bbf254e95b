import { request } from '../session/api.ts';
import { FAVORITE_ASSETS } from './list-documents.ts';

/** As many as the platform answers at once. */
const MOST = 100;

interface Waiting {
  readonly assetId: string;
  tell(isFavorite: boolean): void;
  fail(error: unknown): void;
}

let waiting: Waiting[] = [];

/** Whether an asset is among one's favorites; the cards of a page ask together. */
export function askFavorite(assetId: string): Promise<boolean> {
  return new Promise((tell, fail) => {
    if (waiting.length === 0) setTimeout(() => void askAll(), 0);
    waiting.push({ assetId, tell, fail });
  });
}

async function askAll(): Promise<void> {
  const all = waiting;
  waiting = [];
  for (let from = 0; from < all.length; from += MOST) await askSome(all.slice(from, from + MOST));
}

async function askSome(some: readonly Waiting[]): Promise<void> {
  try {
    const { list } = await request(FAVORITE_ASSETS, { ids: some.map(({ assetId }) => assetId) });
    const held = new Set(list?.holding ?? []);
    for (const { assetId, tell } of some) tell(held.has(assetId));
  } catch (error) {
    for (const { fail } of some) fail(error);
  }
}

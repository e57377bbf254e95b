import type { HistoryEntry } from '@lanran/api/services/statement-history';
import type { AssetId } from '@lanran/protocol/ids';
import { readAll } from '../api/adapters/mongo/stores-under-test.ts';
import type { Services } from './services.ts';

/** Every statement about an asset, oldest first, read in small pages. */
export async function historyOf(
  { history }: Pick<Services, 'history'>,
  assetId: AssetId,
): Promise<HistoryEntry[]> {
  return readAll((page) => history.pageOfAsset(assetId, page, 'OLDEST_FIRST'), 2);
}

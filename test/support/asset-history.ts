import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { HistoryEntry } from '@lanran/api/provenance/services/statement-history';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { readAll } from '../api/adapters/mongo/stores-under-test.ts';
import type { Services } from './services.ts';

/** Every statement about an asset, oldest first, read in small pages. */
export async function historyOf(
  { history }: Pick<Services, 'history'>,
  assetId: AssetId,
  actor: Actor = { kind: 'anonymous' },
): Promise<HistoryEntry[]> {
  return readAll((page) => history.pageOfAsset(actor, { assetId, page, order: 'OLDEST_FIRST' }), 2);
}

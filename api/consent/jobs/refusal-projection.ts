import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CollectionStore } from '../ports/collection-stores.ts';
import type { RefusalStore } from '../ports/refusal-store.ts';

const ASSETS_A_STEP = 1_000;

export interface RefusalReadModelOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly collections: Pick<CollectionStore, 'listAssets'>;
  readonly refusals: Pick<RefusalStore, 'endBefore'>;
}

/** A council that consents has changed its mind: its refusals of before are over. */
export class RefusalReadModel {
  readonly #options: RefusalReadModelOptions;

  constructor(options: RefusalReadModelOptions) {
    this.#options = options;
  }

  async applyConsented({ statement, index }: LoggedStatement): Promise<void> {
    const assetId = parseAssetId(statement.assetId);
    const asset = await this.#options.assets.find(assetId);
    if (asset?.community == null) return;
    await this.#options.refusals.endBefore(index, asset.community, [assetId]);
  }

  async applyCollectionConsented(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const community = parseOrganizationId(event.text('community'));
    const key = { community, root: parseBytes32(event.text('root'), 'root') };
    const size = event.number('size');
    for (let from = 0; from < size; from += ASSETS_A_STEP) {
      const to = Math.min(size, from + ASSETS_A_STEP);
      const assetIds = await this.#options.collections.listAssets(key, from, to);
      await this.#options.refusals.endBefore(logged.index, community, assetIds);
    }
  }
}

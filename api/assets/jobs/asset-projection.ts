import { parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../domain/asset.ts';
import { versionIn } from '../domain/asset-version.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { MalformedEventError } from '../../log/domain/logged-event.ts';
import type { AssetStore } from '../ports/asset-store.ts';

/** Projects publications into the catalog. */
export class AssetReadModel {
  readonly #assets: AssetStore;

  constructor(assets: AssetStore) {
    this.#assets = assets;
  }

  async applyPublished(leaves: readonly LoggedStatement[]): Promise<void> {
    await this.#assets.projectAll(leaves.map(publishedIn));
  }

  /** Its place among the newest stays that of its first version; nothing for an asset that was published elsewhere. */
  async applyRevised(logged: LoggedStatement): Promise<void> {
    const asset = await this.#assets.find(parseAssetId(logged.statement.assetId));
    if (asset === null) return;
    const { version, metadata, filesField } = versionIn(logged);
    await this.#assets.project({
      ...asset,
      version,
      metadata,
      filesField,
      head: logged.statementHash,
      projectedIndex: logged.index,
    });
  }
}

function publishedIn(logged: LoggedStatement): Asset {
  const { openings, statement } = logged;
  if (openings === null) throw new MalformedEventError(`Leaf ${logged.index} has no openings.`);
  const { version, metadata, filesField, publishedAt } = versionIn(logged);
  return {
    id: parseAssetId(statement.assetId),
    holder: openings.organizationId,
    formerHolders: [],
    custodyOffer: null,
    community: openings.community?.id ?? null,
    version,
    metadata,
    filesField,
    head: logged.statementHash,
    publishedIndex: logged.index,
    publishedAt,
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: logged.index,
  };
}

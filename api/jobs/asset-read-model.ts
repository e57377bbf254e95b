import { fieldValue } from '@lanran/protocol/body';
import { parseAssetId } from '@lanran/protocol/ids';
import type { JsonValue } from '@lanran/protocol/json';
import { parseFilesField } from '@lanran/protocol/manifest';
import type { Asset, AssetMetadata } from '../domain/asset.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import { MalformedEventError } from '../domain/logged-event.ts';
import type { AssetStore } from '../ports/asset-store.ts';

/** Projects publications into the catalog. */
export class AssetReadModel {
  readonly #assets: AssetStore;

  constructor(assets: AssetStore) {
    this.#assets = assets;
  }

  async applyPublished(logged: LoggedStatement): Promise<void> {
    const { openings, statement } = logged;
    if (openings === null) throw new MalformedEventError(`Leaf ${logged.index} has no openings.`);
    const read = (name: string) => fieldValue({ fields: logged.body }, name);
    const asset: Asset = {
      id: parseAssetId(statement.assetId),
      holder: openings.organizationId,
      formerHolders: [],
      custodyOffer: null,
      community: openings.community?.id ?? null,
      version: Number(read('version')),
      metadata: readMetadata(read),
      filesField: parseFilesField(read('files')),
      head: logged.statementHash,
      publishedIndex: logged.index,
      publishedAt: new Date(statement.issuedAt * 1000),
      isWithdrawn: false,
      projectedIndex: logged.index,
    };
    await this.#assets.project(asset);
  }
}

/** The body was built from checked metadata, by `buildPublication`, and is bound by the statement's hash. */
function readMetadata(read: (name: string) => JsonValue | undefined): AssetMetadata {
  const names = ['kind', 'access', 'title', 'description', 'terms', 'creditLine', 'identifier', 'synthetic'];
  const present = names.map((name) => [name, read(name)] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as unknown as AssetMetadata;
}

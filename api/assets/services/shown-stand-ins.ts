import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { StandIns } from '../../organizations/ports/stand-ins.ts';
import { type Asset, canStandFor } from '../domain/asset.ts';
import type { AssetStore } from '../ports/asset-store.ts';

/** Assets whose pictures stand for an organization, as they are now. */
export class ShownStandIns implements StandIns {
  readonly #assets: Pick<AssetStore, 'find'>;

  constructor(assets: Pick<AssetStore, 'find'>) {
    this.#assets = assets;
  }

  async canStandFor(organizationId: OrganizationId, assetId: AssetId): Promise<boolean> {
    return (await this.find(organizationId, assetId)) !== null;
  }

  /** Null once it is no longer of the organization, or no longer shown to everybody. */
  async find(organizationId: OrganizationId, assetId: AssetId): Promise<Asset | null> {
    const asset = await this.#assets.find(assetId);
    return asset !== null && canStandFor(organizationId, asset) ? asset : null;
  }
}

import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { ManifestClaim, ManifestClaims } from '../../ports/manifest-claims.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface ClaimRecord extends Keyed<string> {
  readonly draftId: string;
  readonly assetId: string;
}

export class MongoManifestClaims implements ManifestClaims {
  readonly #claims: Model<ClaimRecord>;

  constructor(connection: Connection) {
    this.#claims = defineCollection(connection, {
      name: 'manifestClaims',
      fields: { _id: String, draftId: String, assetId: String },
    });
  }

  async add({ root, draftId, assetId }: ManifestClaim): Promise<void> {
    await unlessDuplicate(this.#claims.insertMany([{ _id: root, draftId, assetId }]));
  }

  async remove(root: Hex): Promise<void> {
    await this.#claims.deleteOne({ _id: root });
  }

  async findMany(roots: readonly Hex[]): Promise<ManifestClaim[]> {
    return (await this.#claims.find({ _id: { $in: [...roots] } }).lean<ClaimRecord[]>()).map(toClaim);
  }

  async list(after: Hex | null, most: number): Promise<ManifestClaim[]> {
    const query = this.#claims.find(after === null ? {} : { _id: { $gt: after } });
    return (await query.sort({ _id: 1 }).limit(most).lean<ClaimRecord[]>()).map(toClaim);
  }
}

function toClaim({ _id, draftId, assetId }: ClaimRecord): ManifestClaim {
  // Written from a parsed id.
  return { root: hexOf(_id), draftId, assetId: assetId as AssetId };
}

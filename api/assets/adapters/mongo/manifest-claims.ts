import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { ManifestClaim, ManifestClaims } from '../../ports/manifest-claims.ts';
import { defineCollection, hexOf, insertNew, type Keyed } from '../../../platform/mongo/model.ts';

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

  async add(claims: readonly ManifestClaim[]): Promise<void> {
    await insertNew(
      this.#claims,
      claims.map(({ root, draftId, assetId }) => ({ _id: root, draftId, assetId })),
    );
  }

  async remove(roots: readonly Hex[]): Promise<void> {
    await this.#claims.deleteMany({ _id: { $in: [...roots] } });
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

import DataLoader from 'dataloader';
import type { Hex } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Actor } from '../domain/actor.ts';
import type { Asset, AssetFile } from '../domain/asset.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { ConsentInForce, Offer } from '../domain/licensing.ts';
import type { FileDescription } from '../domain/picture.ts';
import type { Organization } from '../domain/organization.ts';
import type { GraphqlServices } from './services.ts';

/** Reads of one request, gathered into one query a kind. */
export interface Loaders {
  readonly organizations: DataLoader<OrganizationId, Organization | null>;
  /** Only what exists for the request's actor. */
  readonly assets: DataLoader<AssetId, Asset | null>;
  /** By the SHA-256 of a file; null for one not looked at yet. */
  readonly descriptions: DataLoader<string, FileDescription | null>;
  /** The first picture of a version, by the root of its file manifest. */
  readonly covers: DataLoader<Hex, (AssetFile & { readonly index: number }) | null>;
  readonly offers: DataLoader<AssetId, Offer[]>;
  readonly consents: DataLoader<AssetId, ConsentInForce | null>;
  /** Open ones. */
  readonly disputes: DataLoader<AssetId, Dispute[]>;
  /** The texts behind hashes that acts name. */
  readonly reasons: DataLoader<Hex, string | null>;
}

export function createLoaders(
  actor: Actor,
  {
    organizations,
    catalog,
    licensing,
    disputes,
    reasons,
    consents,
    descriptions,
  }: Pick<
    GraphqlServices,
    'organizations' | 'catalog' | 'licensing' | 'disputes' | 'reasons' | 'consents' | 'descriptions'
  >,
): Loaders {
  return {
    organizations: new DataLoader((ids) => organizations.findMany(ids)),
    assets: new DataLoader((ids) => catalog.findMany(actor, ids)),
    descriptions: new DataLoader((sha256s) => descriptions.findMany(sha256s)),
    covers: new DataLoader(async (roots) => {
      return catalog.findCovers(roots, await descriptions.findCovers(roots));
    }),
    offers: new DataLoader((ids) => licensing.openOffersOf(ids)),
    consents: new DataLoader((ids) => consents.liveOf(ids)),
    disputes: new DataLoader((ids) => disputes.openOf(ids)),
    reasons: new DataLoader((hashes) => reasons.textsOf(hashes)),
  };
}

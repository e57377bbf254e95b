import DataLoader from 'dataloader';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../kernel/actor.ts';
import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import type { ConsentRefusal } from '../../consent/domain/consent-refusal.ts';
import type { Dispute } from '../../disputes/domain/dispute.ts';
import type { FileDescription, Poster, PosterPlace } from '../../files/domain/picture.ts';
import type { License, Offer } from '../../licensing/domain/license.ts';
import type { ConsentEnd } from '../../consent/domain/consent.ts';
import type { ConsentInForce } from '../../consent/domain/consent.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { Profile } from '../../organizations/domain/profile.ts';
import type { TakeDown } from '../../assets/domain/take-down.ts';
import type { LateDigests, TechnicalMetadata } from '../../files/domain/technical-metadata.ts';
import type { GraphqlServices } from './services.ts';

/** Reads of one request, gathered into one query a kind. */
export interface Loaders {
  readonly organizations: DataLoader<OrganizationId, Organization | null>;
  /** Only what exists for the request's actor. */
  readonly assets: DataLoader<AssetId, Asset | null>;
  /** By the SHA-256 of a file; null for one not looked at yet. */
  readonly descriptions: DataLoader<string, FileDescription | null>;
  /** By the SHA-256 of a file; null for one not inspected yet, or with nothing to inspect. */
  readonly inspections: DataLoader<string, TechnicalMetadata | null>;
  /** By the SHA-256 of a file; null for one not read for it yet. */
  readonly digests: DataLoader<string, LateDigests | null>;
  /** What stands for a film or model. */
  readonly posters: DataLoader<PosterPlace, Poster | null, string>;
  /** The first picture of a version, by the root of its file manifest. */
  readonly covers: DataLoader<Hex, (AssetFile & { readonly index: number }) | null>;
  readonly offers: DataLoader<AssetId, Offer[]>;
  readonly consents: DataLoader<AssetId, ConsentInForce | null>;
  readonly consentEnds: DataLoader<AssetId, ConsentEnd | null>;
  /** Only what the request's actor may read. */
  readonly refusals: DataLoader<Asset, ConsentRefusal | null>;
  /** Of earnings that the actor was shown. */
  readonly licenses: DataLoader<LicenseId, License | null>;
  /** Open ones. */
  readonly disputes: DataLoader<AssetId, Dispute[]>;
  /** Oldest first. */
  readonly takeDowns: DataLoader<AssetId, TakeDown[]>;
  /** What organizations say of themselves. */
  readonly profiles: DataLoader<OrganizationId, Profile>;
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
    refusals,
    descriptions,
    posters,
    inspections,
    digesting,
    profiles,
    earnings,
    takeDowns,
  }: Pick<
    GraphqlServices,
    | 'organizations'
    | 'catalog'
    | 'licensing'
    | 'disputes'
    | 'reasons'
    | 'consents'
    | 'refusals'
    | 'descriptions'
    | 'posters'
    | 'inspections'
    | 'digesting'
    | 'profiles'
    | 'earnings'
    | 'takeDowns'
  >,
): Loaders {
  return {
    organizations: new DataLoader((ids) => organizations.findMany(ids)),
    assets: new DataLoader((ids) => catalog.findMany(actor, ids)),
    posters: new DataLoader((places) => posters.findMany(places), {
      cacheKeyFn: ({ root, sha256 }) => `${root}.${sha256}`,
    }),
    descriptions: new DataLoader((sha256s) => descriptions.findMany(sha256s)),
    inspections: new DataLoader((sha256s) => inspections.findMany(sha256s)),
    digests: new DataLoader((sha256s) => digesting.findMany(sha256s)),
    covers: new DataLoader(async (roots) => {
      return catalog.findCovers(roots, await descriptions.findCovers(roots));
    }),
    offers: new DataLoader((ids) => licensing.openOffersOf(ids)),
    consents: new DataLoader((ids) => consents.liveOf(ids)),
    consentEnds: new DataLoader((ids) => consents.endsOf(ids)),
    refusals: new DataLoader((assets) => refusals.of(actor, assets)),
    licenses: new DataLoader((ids) => earnings.licensesOf(ids)),
    disputes: new DataLoader((ids) => disputes.openOf(ids)),
    takeDowns: new DataLoader((ids) => takeDowns.of(ids)),
    profiles: new DataLoader((ids) => profiles.of(ids)),
    reasons: new DataLoader((hashes) => reasons.textsOf(hashes)),
  };
}

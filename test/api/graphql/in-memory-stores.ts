import { type Availability, NEVER_FOR_SALE } from '@lanran/api/assets/domain/availability';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AdmissionRequest } from '@lanran/api/organizations/domain/admission-request';
import { canView } from '@lanran/api/assets/domain/asset';
import type { Asset, AssetFile } from '@lanran/api/assets/domain/asset';
import type { Dispute } from '@lanran/api/disputes/domain/dispute';
import type { License, LicenseFilter, Offer } from '@lanran/api/licensing/domain/license';
import type { Consent } from '@lanran/api/consent/domain/consent';
import type { Organization } from '@lanran/api/organizations/domain/organization';
import type { Profile } from '@lanran/api/organizations/domain/profile';
import type { StatedReason } from '@lanran/api/log/domain/stated-reason';
import type { FileDescription, Poster, PosterPlace } from '@lanran/api/files/domain/picture';
import type { IdRange } from '../../../api/platform/kernel/id-range.ts';
import type { Page, PageRequest } from '@lanran/api/platform/kernel/page';
import type { AdmissionRequestStore } from '@lanran/api/organizations/ports/admission-request-store';
import type { AssetStore } from '@lanran/api/assets/ports/asset-store';
import type { DisputeStore } from '@lanran/api/disputes/ports/dispute-store';
import type { AssetStandingStore, CollectionConsentStore } from '@lanran/api/consent/ports/collection-stores';
import type { LicenseStore, OfferStore } from '@lanran/api/licensing/ports/license-stores';
import type { ConsentStore } from '@lanran/api/consent/ports/consent-store';
import type { FileDescriptionStore } from '@lanran/api/files/ports/file-description-store';
import type { PosterStore } from '@lanran/api/files/ports/poster-store';
import type { ManifestStore } from '@lanran/api/assets/ports/manifest-store';
import type { OrganizationStore } from '@lanran/api/organizations/ports/organization-store';
import type { ProfileStore } from '@lanran/api/organizations/ports/profile-store';
import type { ReasonStore } from '@lanran/api/log/ports/reason-store';
import type { Session, SessionStore, UsedNonceStore } from '@lanran/api/accounts/ports/session-store';

/* Ports over maps, each telling in `reads` how often it was asked. */

/** A page in the order of the items; cursors are indexes. */
function pageOf<T>(items: readonly T[], { first, after }: PageRequest): Page<T> {
  const start = after === null ? 0 : Number(after) + 1;
  const page = items.slice(start, start + first);
  return {
    items: page.map((item, at) => ({ item, cursor: String(start + at) })),
    hasNextPage: start + first < items.length,
    totalCount: items.length,
  };
}

export class InMemoryOrganizations implements OrganizationStore {
  readonly byId = new Map<OrganizationId, Organization>();
  reads = 0;

  async findShown(ids: Parameters<OrganizationStore['findShown']>[0]) {
    return this.findMany(ids);
  }

  async find(id: OrganizationId) {
    this.reads++;
    return this.byId.get(id) ?? null;
  }
  async findMany(ids: readonly OrganizationId[]) {
    this.reads++;
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async list(kind: Organization['kind'] | null, page: PageRequest) {
    const all = [...this.byId.values()].filter((found) => kind === null || found.kind === kind);
    return pageOf(all, page);
  }
  async listByKey(address: Hex) {
    return [...this.byId.values()].filter(
      ({ members, council }) => council === address || members.some((member) => member.address === address),
    );
  }
  async countPending(requestedBy: Hex) {
    return [...this.byId.values()].filter((found) => found.requestedBy === requestedBy && !found.isAdmitted)
      .length;
  }
  async request(
    profile: Pick<Organization, 'id' | 'slug' | 'name' | 'kind'> & { requestedBy: Hex; requestedAt: Date },
  ) {
    const known = this.byId.get(profile.id);
    if (known !== undefined) {
      if (known.requestedBy !== profile.requestedBy) return false;
      const { name, kind } = profile;
      this.byId.set(profile.id, { ...known, name, ...(!known.isAdmitted && { kind }) });
      return true;
    }
    const pending = {
      isAdmitted: false,
      members: [],
      payout: null,
      council: null,
      succession: null,
      suspension: null,
      projectedIndex: -1,
    };
    this.byId.set(profile.id, { ...profile, ...pending });
    return true;
  }
  async release(id: OrganizationId, requestedBy: Hex) {
    const found = this.byId.get(id);
    if (found?.requestedBy === requestedBy && !found.isAdmitted) this.byId.delete(id);
  }
  async project(organization: Organization) {
    this.byId.set(organization.id, organization);
  }
}

export class InMemoryAssets implements AssetStore {
  readonly byId = new Map<AssetId, Asset>();
  readonly #availability = new Map<AssetId, Availability>();
  /** Thrown by the next read. */
  failure: Error | null = null;

  async findShown(ids: Parameters<AssetStore['findShown']>[0]) {
    return this.findAvailable(ids);
  }

  async find(id: AssetId) {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
    return this.byId.get(id) ?? null;
  }
  async findMany(ids: readonly AssetId[]) {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async listIds({ first, last }: IdRange, most: number) {
    return [...this.byId.keys()].filter((id) => first <= id && id <= last).slice(0, most);
  }
  async findByManifests(roots: readonly Hex[]) {
    return [...this.byId.values()].filter(({ filesField }) => roots.includes(filesField.root));
  }
  async list({ filter, page, audience }: Parameters<AssetStore['list']>[0]) {
    const memberships = audience.organizationIds.map((organizationId) => ({
      organizationId,
      kind: 'INSTITUTION' as const,
      role: 'VIEWER' as const,
    }));
    const actor = { kind: 'member', address: `0x${'00'.repeat(20)}`, memberships } as const;
    const shown = [...this.byId.values()].filter(
      (asset) => canView(actor, asset) && (filter.kind === undefined || filter.kind === asset.metadata.kind),
    );
    return pageOf(shown, page);
  }
  async findNewest(query: Parameters<AssetStore['findNewest']>[0]) {
    const { items } = await this.list({
      ...query,
      sort: 'NEWEST',
      page: { first: query.first, after: null },
    });
    return items.map(({ item }) => item);
  }
  async countPublished(): Promise<never> {
    throw new Error('Counted over the stores in MongoDB alone.');
  }
  async findLeaves(): Promise<never> {
    throw new Error('Found in the stores in MongoDB alone.');
  }
  async listPublished() {
    return [...this.byId.values()].filter(({ metadata }) => metadata.access !== 'RESTRICTED');
  }
  async project(asset: Asset) {
    this.byId.set(asset.id, asset);
  }
  async projectAll(assets: readonly Asset[]) {
    for (const asset of assets) this.byId.set(asset.id, asset);
  }
  async termsInUse() {
    return [];
  }
  async setAvailability(ids: readonly AssetId[], availability: Availability) {
    for (const id of ids) this.#availability.set(id, availability);
  }
  async listChanged(_leaves: unknown, after: AssetId | null, most: number) {
    const ids = [...this.byId.keys()].filter((id) => after === null || id > after).sort();
    return this.findAvailable(ids.slice(0, most));
  }
  async findAvailable(ids: readonly AssetId[]) {
    return (await this.findMany(ids)).map((asset) => ({
      asset,
      availability: this.#availability.get(asset.id) ?? NEVER_FOR_SALE,
    }));
  }
  async count() {
    return this.byId.size;
  }
  async replaceMetadata({ id, metadata }: Parameters<AssetStore['replaceMetadata']>[0]) {
    const asset = this.byId.get(id);
    if (asset !== undefined) this.byId.set(id, { ...asset, metadata });
  }
}

export class InMemoryConsents implements ConsentStore {
  readonly byAsset = new Map<AssetId, Consent>();
  reads = 0;

  async find(assetId: AssetId) {
    return this.byAsset.get(assetId) ?? null;
  }
  async findMany(assetIds: readonly AssetId[]) {
    this.reads++;
    return assetIds.flatMap((id) => this.byAsset.get(id) ?? []);
  }
  async project(consent: Consent) {
    this.byAsset.set(consent.assetId, consent);
  }
}

/** Where no council consents to collections. */
export class NoCollectionConsents implements CollectionConsentStore {
  async find() {
    return null;
  }
  async findMany() {
    return [];
  }
  async listGranted() {
    return [];
  }
  async listGrantedAmong() {
    return [];
  }
  async listByCommunity() {
    return [];
  }
  async project() {
    // Nothing is projected here.
  }
}

export class NoStandings implements Pick<AssetStandingStore, 'findMany'> {
  async findMany() {
    return [];
  }
}

export class InMemoryOffers implements OfferStore {
  readonly byId = new Map<string, Offer>();
  reads = 0;

  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listOpen(assetIds: readonly AssetId[]) {
    this.reads++;
    const open = [...this.byId.values()].filter(({ isClosed }) => !isClosed);
    return open.filter(({ assetId }) => assetIds.includes(assetId));
  }
  async listOpenOf(holder: OrganizationId, after: AssetId | null, most: number) {
    const open = [...this.byId.values()].filter((offer) => !offer.isClosed && offer.holder === holder);
    const inOrder = open.sort((left, right) => (left.assetId < right.assetId ? -1 : 1));
    return inOrder.filter(({ assetId }) => after === null || assetId > after).slice(0, most);
  }
  async project(offer: Offer) {
    this.byId.set(offer.id, offer);
  }
}

export class InMemoryLicenses implements LicenseStore {
  readonly byId = new Map<string, License>();

  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async findMany(ids: readonly string[]) {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async listIds({ first, last }: IdRange, most: number) {
    return [...this.byId.values()]
      .map(({ id }) => id)
      .filter((id) => first <= id && id <= last)
      .slice(0, most);
  }
  async list({ licensee, assetId, grantedUnder }: LicenseFilter, page: PageRequest) {
    const found = [...this.byId.values()].filter(
      ({ licensee: present, terms: { assetId: of, parent } }) =>
        (licensee === undefined || licensee === present) &&
        (assetId === undefined || assetId === of) &&
        (grantedUnder === undefined || grantedUnder.some((id) => id === parent)),
    );
    return pageOf(found, page);
  }
  async listHeld(organizationIds: readonly OrganizationId[], assetId: AssetId) {
    return (await this.listByAsset(assetId)).filter(({ licensee }) => organizationIds.includes(licensee));
  }
  async listSublicensable() {
    return [];
  }
  async listEnding(lastDay: number, after: string | null, most: number) {
    return [...this.byId.values()]
      .filter(
        ({ id, isRevoked, terms }) => !isRevoked && terms.wish.lastDay === lastDay && id > (after ?? ''),
      )
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, most);
  }
  async listSoldTo(licensee: OrganizationId, assetIds: readonly AssetId[]) {
    return [...this.byId.values()]
      .filter(({ terms }) => terms.licensee === licensee && assetIds.includes(terms.assetId))
      .map(({ id, terms }) => ({ id, assetId: terms.assetId }));
  }
  async listBeside(assetIds: readonly AssetId[]) {
    return [...this.byId.values()]
      .filter(({ terms }) => assetIds.includes(terms.assetId) && !terms.wish.exclusive)
      .filter(({ terms }) => terms.origin !== 'SUBLICENSE')
      .map(({ terms: { assetId, offerId, wish }, soldAt }) => ({ assetId, offerId, window: wish, soldAt }));
  }
  async listByAsset(assetId: AssetId) {
    return [...this.byId.values()].filter((license) => license.terms.assetId === assetId);
  }
  async listSold(licensees: readonly OrganizationId[], assetIds: readonly AssetId[]) {
    return [...this.byId.values()].filter(
      ({ terms }) => licensees.includes(terms.licensee) && assetIds.includes(terms.assetId),
    );
  }
  async listExclusive(assetIds: readonly AssetId[]) {
    const all = [...this.byId.values()].filter(({ terms }) => assetIds.includes(terms.assetId));
    return all.filter(({ isRevoked, terms }) => !isRevoked && terms.wish.exclusive);
  }
  async project(license: License) {
    this.byId.set(license.id, license);
  }
}

export class InMemoryDisputes implements DisputeStore {
  readonly all: Dispute[] = [];
  reads = 0;

  async find(assetId: AssetId, organizationId: OrganizationId) {
    const found = this.all.find((each) => each.assetId === assetId && each.organizationId === organizationId);
    return found ?? null;
  }
  async listOpen(assetIds: readonly AssetId[]) {
    this.reads++;
    return this.all.filter(({ assetId, isOpen }) => isOpen && assetIds.includes(assetId));
  }
  async listAllOpen(limit: number) {
    return this.all.filter(({ isOpen }) => isOpen).slice(0, limit);
  }
  async listWaiting(now: Date, limit: number) {
    return this.all.filter(({ allowedAt }) => allowedAt !== null && allowedAt > now).slice(0, limit);
  }
  async listBy(organizationId: OrganizationId) {
    return this.all.filter((dispute) => dispute.organizationId === organizationId).reverse();
  }
  async project(dispute: Dispute) {
    this.all.push(dispute);
  }
}

export class InMemoryProfiles implements ProfileStore {
  readonly byId = new Map<OrganizationId, Profile>();
  reads = 0;

  async findShown(ids: Parameters<ProfileStore['findShown']>[0]) {
    return this.findMany(ids);
  }

  async findMany(ids: readonly OrganizationId[]) {
    this.reads++;
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async put(profile: Profile) {
    this.byId.set(profile.organizationId, profile);
  }
}

export class InMemoryReasons implements ReasonStore {
  readonly byHash = new Map<Hex, StatedReason>();
  reads = 0;

  async findMany(hashes: readonly Hex[]) {
    this.reads++;
    return hashes.flatMap((hash) => this.byHash.get(hash) ?? []);
  }
  async keep(reason: StatedReason) {
    if (!this.byHash.has(reason.hash)) this.byHash.set(reason.hash, reason);
  }
  async countSince(statedBy: Hex, since: Date) {
    const theirs = [...this.byHash.values()].filter((reason) => reason.statedBy === statedBy);
    return theirs.filter(({ statedAt }) => statedAt >= since).length;
  }
}

export class InMemoryManifests implements ManifestStore {
  readonly byRoot = new Map<Hex, readonly AssetFile[]>();
  reads = 0;

  async findShown(places: Parameters<ManifestStore['findShown']>[0]) {
    return this.findMany(places);
  }

  async put(root: Hex, entries: readonly AssetFile[]) {
    this.byRoot.set(root, entries);
  }
  async putAll(manifests: Parameters<ManifestStore['putAll']>[0]) {
    for (const { root, entries } of manifests) this.byRoot.set(root, entries);
  }
  async list(root: Hex, from: number, to: number) {
    const files = (this.byRoot.get(root) ?? []).map((file, index) => ({ ...file, index }));
    return files.slice(from, to);
  }
  async listStarts(roots: readonly Hex[], to: number) {
    const starts = await this.showStarts(roots, to);
    return new Map(roots.map((root, at) => [root, starts[at] ?? []]));
  }
  async showStarts(roots: readonly Hex[], to: number) {
    return Promise.all(roots.map((root) => this.list(root, 0, to)));
  }
  async findFrom(root: Hex, index: number) {
    const [found = null] = await this.list(root, index, index + 1);
    return found;
  }
  async listKept(root: Hex, from: number, most: number) {
    return this.list(root, from, from + most);
  }
  async erase() {
    throw new Error('Erased in the stores in MongoDB alone.');
  }
  async remove() {
    throw new Error('Removed in the stores in MongoDB alone.');
  }
  async takeDown() {
    throw new Error('Taken down in the stores in MongoDB alone.');
  }
  async listHolding(sha256: string) {
    return this.listByContents([sha256]);
  }
  async listErased() {
    return [];
  }
  async findErased() {
    return null;
  }
  async find(root: Hex, index: number) {
    return this.byRoot.get(root)?.[index] ?? null;
  }
  async findMany(places: Parameters<ManifestStore['findMany']>[0]) {
    this.reads++;
    return places.map(({ root, index }) => this.byRoot.get(root)?.[index] ?? null);
  }
  async listBySha256(sha256: string) {
    return this.listByContents([sha256]);
  }
  async listByContents(sha256s: readonly string[]) {
    return [...this.byRoot].flatMap(([root, files]) =>
      files.flatMap((file, index) => (sha256s.includes(file.sha256) ? [{ root, index, file }] : [])),
    );
  }
}

export class InMemoryFileDescriptions implements FileDescriptionStore {
  readonly bySha256 = new Map<string, FileDescription>();
  readonly covers = new Map<Hex, number>();
  reads = 0;

  async findShown(sha256s: Parameters<FileDescriptionStore['findShown']>[0]) {
    return this.findMany(sha256s);
  }

  async findShownCovers() {
    return this.findCovers();
  }

  async findMany(sha256s: readonly string[]) {
    this.reads++;
    return sha256s.flatMap((sha256) => this.bySha256.get(sha256) ?? []);
  }
  async keep(descriptions: readonly FileDescription[]) {
    for (const description of descriptions) this.bySha256.set(description.sha256, description);
  }
  async findCovers() {
    this.reads++;
    return this.covers;
  }
  async listCovers() {
    return [];
  }
  async offerCover(root: Hex, index: number) {
    this.covers.set(root, Math.min(index, this.covers.get(root) ?? index));
  }
  async remove(sha256: string) {
    this.bySha256.delete(sha256);
  }
  async removeCover(root: Hex) {
    this.covers.delete(root);
  }
}

export class InMemoryPosters implements PosterStore {
  readonly byPlace = new Map<string, Poster>();

  async findMany(places: readonly PosterPlace[]) {
    return places.map(({ root, sha256 }) => this.byPlace.get(`${root}.${sha256}`) ?? null);
  }
  async keep({ root, sha256 }: PosterPlace, poster: Poster) {
    this.byPlace.set(`${root}.${sha256}`, poster);
  }
  async countOf(posterSha256: string) {
    return [...this.byPlace.values()].filter(({ sha256 }) => sha256 === posterSha256).length;
  }
  async remove({ root, sha256 }: PosterPlace) {
    this.byPlace.delete(`${root}.${sha256}`);
  }
}

export class InMemorySessions implements SessionStore {
  readonly byHash = new Map<Hex, Session>();

  async insert(session: Session) {
    this.byHash.set(session.tokenHash, session);
  }
  async find(tokenHash: Hex) {
    return this.byHash.get(tokenHash) ?? null;
  }
  async delete(tokenHash: Hex) {
    this.byHash.delete(tokenHash);
  }
  async deleteOf(address: Hex) {
    for (const { tokenHash, address: owner } of this.byHash.values())
      if (owner === address) this.byHash.delete(tokenHash);
  }
  async sweep() {
    // Sessions in tests don't grow old.
  }
}

export class InMemoryUsedNonces implements UsedNonceStore {
  readonly #used = new Set<string>();

  async use(nonce: string) {
    const isNew = !this.#used.has(nonce);
    this.#used.add(nonce);
    return isNew;
  }
  async sweep() {
    // Nonces in tests don't grow old.
  }
}

export class InMemoryAdmissionRequests implements AdmissionRequestStore {
  readonly all = new Map<string, AdmissionRequest>();

  async find(organizationId: OrganizationId, requestedBy: Hex) {
    return this.all.get(`${organizationId}/${requestedBy}`) ?? null;
  }
  async put(request: AdmissionRequest) {
    this.all.set(`${request.organizationId}/${request.requestedBy}`, request);
  }
  async listByKey(requestedBy: Hex, most: number) {
    return [...this.all.values()].filter((each) => each.requestedBy === requestedBy).slice(0, most);
  }
  async listAsked(since: Date, most: number) {
    return [...this.all.values()]
      .filter(({ requestedAt }) => requestedAt >= since)
      .sort((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime())
      .slice(0, most);
  }
  async countSince(requestedBy: Hex, since: Date) {
    return (await this.listByKey(requestedBy, Infinity)).filter(({ requestedAt }) => requestedAt >= since)
      .length;
  }
}

import { setImmediate } from 'node:timers/promises';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import {
  ASSETS_A_PART,
  type Collection,
  collectionRootOf,
  type CollectionPart,
  partFrom,
} from '../domain/collection.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';
import {
  BadInputError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Page } from '../../platform/kernel/page.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { CollectionConsentStore, CollectionStore } from '../ports/collection-stores.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';

const MAX_LISTED = 1_000;
const ASSETS_A_READ = 1_000;
const MAX_CONSENTED = 100;
/** A new list is kept for good; nobody needs more in a day. */
const MAX_PROPOSED_A_DAY = 60;
const DAY_MS = 86_400_000;

export interface CollectionProposal {
  readonly community: OrganizationId;
  readonly holder: OrganizationId;
  /** Null: every asset of both that is published and for sale now, oldest first. */
  readonly assetIds: readonly AssetId[] | null;
}

export interface CollectionsServiceOptions {
  readonly catalog: CatalogService;
  readonly collections: CollectionStore;
  readonly collectionConsents: Pick<CollectionConsentStore, 'listByCommunity'>;
  readonly clock: Clock;
}

/** Lists of assets that a council can consent to with one signature. */
export class CollectionsService {
  readonly #options: CollectionsServiceOptions;

  constructor(options: CollectionsServiceOptions) {
    this.#options = options;
  }

  /**
   * Keeps the list under its root; the same list again is the same collection.
   * @throws SignInRequiredError, ForbiddenError, BadInputError, NotFoundError, LimitExceededError
   */
  async propose(actor: Actor, proposal: CollectionProposal): Promise<Collection> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { community, holder } = proposal;
    if (membershipIn(actor, community) === null && !canActFor(actor, holder)) {
      throw new ForbiddenError(
        `A collection is proposed by the council, an owner of its Safe or a member of ${community}, or by an owner or editor of ${holder}.`,
      );
    }
    const { collections, clock } = this.#options;
    const assetIds = await this.#listAssets(actor, proposal);
    const parts = await divide(assetIds);
    const root = collectionRootOf(parts);
    const kept = await collections.find({ community, root });
    if (kept !== null) return kept;

    const proposedAt = clock.now();
    const proposedBy = actor.address;
    const recent = await collections.countProposed({ proposedBy }, new Date(proposedAt.getTime() - DAY_MS));
    if (recent >= MAX_PROPOSED_A_DAY) {
      throw new LimitExceededError(
        `At most ${MAX_PROPOSED_A_DAY} collections a day are kept for one key. Propose the rest tomorrow.`,
      );
    }
    const collection = { root, size: assetIds.length, community, holder, proposedBy, proposedAt };
    await collections.keep(collection, parts);
    return (await collections.find({ community, root })) ?? collection;
  }

  /** @throws NotFoundError, the same for what was not proposed and for what is none of the actor's */
  async collection(actor: Actor, key: CollectionKey): Promise<Collection> {
    const collection = await this.#options.collections.find(key);
    const isParty =
      collection !== null &&
      [collection.community, collection.holder].some((id) => membershipIn(actor, id) !== null);
    if (!isParty) throw new NotFoundError(`Collection ${key.root}`);
    return collection;
  }

  /** Those that a community's council consented to and did not withdraw, granted last first; for its members. @throws ForbiddenError */
  async listConsented(actor: Actor, community: OrganizationId): Promise<Collection[]> {
    if (membershipIn(actor, community) === null)
      throw new ForbiddenError(`This list is for members of ${community}. Sign in as one of them.`);
    const { collections, collectionConsents } = this.#options;
    const consents = await collectionConsents.listByCommunity(community, MAX_CONSENTED);
    const kept = await Promise.all(consents.map(({ root }) => collections.find({ community, root })));
    return kept.flatMap((collection) => collection ?? []);
  }

  /** Its assets in the order of the root's leaves; cursors are their places. */
  async assetIdsOf(
    collection: Collection,
    { first, after }: { readonly first: number; readonly after: string | null },
  ): Promise<Page<AssetId>> {
    const { size } = collection;
    if (!Number.isInteger(first) || first < 1 || first > MAX_LISTED)
      throw new BadInputError('first', `must be 1 to ${MAX_LISTED}; read further pages with \`after\`.`);
    const from = after === null ? 0 : parsePlace(after, size) + 1;
    const to = Math.min(size, from + first);
    const ids = await this.#options.collections.listAssets(collection, from, to);
    return {
      items: ids.map((item, at) => ({ item, cursor: String(from + at) })),
      hasNextPage: to < size,
      totalCount: size,
    };
  }

  async #listAssets(actor: Actor, proposal: CollectionProposal): Promise<AssetId[]> {
    const { assetIds } = proposal;
    return assetIds === null
      ? this.#listPublished(actor, proposal)
      : this.#checkNamed(actor, { ...proposal, assetIds });
  }

  async #listPublished(actor: Actor, { community, holder }: CollectionProposal): Promise<AssetId[]> {
    const published: AssetId[] = [];
    let after: string | null = null;
    do {
      const page: Page<Asset> = await this.#options.catalog.browse(actor, {
        filter: { community, holder },
        sort: 'OLDEST',
        page: { first: ASSETS_A_READ, after },
      });
      // What is RESTRICTED is not for sale (ADR 8), nor is what its holder withdrew.
      const forSale = page.items.filter(
        ({ item }) => !item.isWithdrawn && item.metadata.access !== 'RESTRICTED',
      );
      published.push(...forSale.map(({ item }) => item.id));
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    if (published.length > 0) return published;
    throw new BadInputError('holder', `${holder} has published nothing of this community that is for sale.`);
  }

  async #checkNamed(
    actor: Actor,
    { assetIds, community, holder }: CollectionProposal & { readonly assetIds: readonly AssetId[] },
  ): Promise<AssetId[]> {
    if (assetIds.length === 0 || assetIds.length > MAX_LISTED) {
      throw new BadInputError(
        'assetIds',
        `must name 1 to ${MAX_LISTED} assets; leave it out for all that are published.`,
      );
    }
    const assets = await this.#options.catalog.findMany(actor, assetIds);
    const named = new Set<AssetId>();
    assetIds.forEach((id, at) => {
      const asset = assets[at] ?? null;
      if (asset === null) throw new NotFoundError(`Asset ${id}`);
      if (named.has(id)) throw new BadInputError('assetIds', `names ${id} twice. Name each asset once.`);
      if (asset.community !== community)
        throw new BadInputError('assetIds', `${id} is of another community. Leave it out.`);
      if (asset.holder !== holder)
        throw new BadInputError('assetIds', `${id} has another holder. Leave it out.`);
      named.add(id);
    });
    return [...named];
  }
}

/** Hashing 40,000 ids takes seconds; others are answered in between. */
async function divide(assetIds: readonly AssetId[]): Promise<CollectionPart[]> {
  const parts: CollectionPart[] = [];
  for (let from = 0; from < assetIds.length; from += ASSETS_A_PART) {
    parts.push(partFrom(assetIds, from));
    await setImmediate();
  }
  return parts;
}

function parsePlace(cursor: string, size: number): number {
  const place = /^\d{1,9}$/.test(cursor) ? Number(cursor) : size;
  if (place >= size)
    throw new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
  return place;
}

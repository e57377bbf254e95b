import { randomUUID } from 'node:crypto';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { Draft, DraftFile, Revised } from '../domain/draft.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  SignInRequiredError,
  StaleStatementError,
} from '../../platform/kernel/errors.ts';
import type { StatementOpenings } from '../../log/domain/logged-statement.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { DraftsService } from './drafts.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';

export interface RevisionsOptions {
  readonly catalog: CatalogService;
  readonly drafts: DraftsService;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly leaves: Pick<LeafStore, 'find' | 'listByKinds'>;
  /** Resolves when log and read models show everything that the chain has decided. */
  readonly chain: { follow(): Promise<void> };
  readonly takenDown: Pick<TakeDowns, 'requireVersion' | 'requireErased' | 'isVersionSellable'>;
  readonly clock: Clock;
}

/** An asset's next version: a draft that begins as the present one (ADR 18), or as the last that was not taken down. */
export class RevisionsService {
  readonly #options: RevisionsOptions;

  constructor(options: RevisionsOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError, ForbiddenError, ConflictError when the asset is withdrawn, OrganizationSuspendedError, TakenDownError when
   * no version is left
   */
  async create(actor: Actor, assetId: AssetId): Promise<Draft> {
    const { catalog, drafts, suspensions, clock } = this.#options;
    const asset = await this.#requireHolder(actor, assetId);
    await suspensions.requireNone(asset.holder);
    const base = await this.#standingVersionOf(asset);
    const { revises, openings } = await this.#begin(asset);
    const now = clock.now();
    const draft: Draft = {
      id: randomUUID(),
      organizationId: asset.holder,
      assetId,
      assetSalt: openings.assetSalt,
      // Without a community the salt is never read.
      communitySalt: openings.community?.salt ?? openings.assetSalt,
      content: { metadata: base.metadata, community: asset.community },
      externalId: null,
      revises,
      files: (await catalog.allFiles(base)).map(({ path, bytes, sha256, cid, xxh64 }): DraftFile => {
        return { path, uploadId: null, bytes, digest: { bytes, sha256, cid, xxh64 } };
      }),
      publication: null,
      publishedIndex: null,
      revision: 0,
      createdAt: now,
      updatedAt: now,
    };
    await drafts.insert(draft);
    return draft;
  }

  /** Lets a draft follow the version that is present now; what was typed and uploaded stays. */
  async rebase(actor: Actor, draftId: string): Promise<Draft> {
    const { drafts } = this.#options;
    const draft = await drafts.getForEditor(actor, draftId);
    if (draft.revises === null)
      throw new BadInputError('id', `draft ${draftId} is of a new asset; there is nothing to rebase it on.`);
    if (draft.publishedIndex !== null)
      throw new ConflictError(`Draft ${draftId} is published; begin another revision.`);
    const asset = await this.#requireHolder(actor, draft.assetId);
    requireSameHolder(draft, asset);
    const { revises } = await this.#begin(asset);
    return drafts.save({ ...draft, revises, publication: null });
  }

  /**
   * A revision follows the newest version, by the holder, of an asset that is not withdrawn: as the chain says once the log has
   * followed it. Nothing to require of a new asset.
   * @throws StaleStatementError, ConflictError, also while something of it is being erased, ForbiddenError, UnavailableError while
   * the log has not followed
   */
  async requireCurrent(actor: Actor, draft: Draft): Promise<void> {
    if (draft.revises === null) return;
    await this.#options.chain.follow();
    const asset = await this.#requireHolder(actor, draft.assetId);
    requireSameHolder(draft, asset);
    if (draft.revises.head !== asset.head) throw new StaleStatementError(asset.id);
    await this.#options.takenDown.requireErased(asset);
  }

  async #requireHolder(actor: Actor, assetId: AssetId): Promise<Asset> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const asset = await this.#options.catalog.get(actor, assetId);
    if (!canActFor(actor, asset.holder)) {
      throw new ForbiddenError(
        `Asset ${assetId} is revised by its holder ${asset.holder} alone. Ask one of its editors.`,
      );
    }
    if (asset.isWithdrawn) {
      throw new ConflictError(
        `Asset ${assetId} is withdrawn for good and has no further versions. Publish it as another asset.`,
      );
    }
    return asset;
  }

  /** What a revision begins from. @throws TakenDownError */
  async #standingVersionOf(asset: Asset): Promise<Pick<Asset, 'metadata' | 'filesField'>> {
    const { leaves, takenDown } = this.#options;
    if (await takenDown.isVersionSellable(asset, asset.version)) return asset;
    const versions = (await leaves.listByKinds(asset.id, VERSION_KINDS)).map(versionIn);
    for (const version of versions.toReversed())
      if (await takenDown.isVersionSellable(asset, version.version)) return version;
    await takenDown.requireVersion(asset, asset.version);
    return asset;
  }

  async #begin(asset: Asset): Promise<{ revises: Revised; openings: StatementOpenings }> {
    const first = await this.#options.leaves.find(asset.publishedIndex);
    const openings = first?.openings ?? null;
    if (openings === null)
      throw new ConflictError(`Asset ${asset.id} has no stored openings; it can't be revised here.`);
    const { head, version } = asset;
    return { revises: { head, version, publisher: openings.organizationId }, openings };
  }
}

function requireSameHolder({ id, organizationId }: Draft, { holder }: Asset): void {
  if (organizationId === holder) return;
  throw new ConflictError(
    `Draft ${id} is of ${organizationId}, which holds the asset no more. Its holder ${holder} begins a revision of their own.`,
  );
}

import type { Hex } from '@lanran/protocol/kernel/bytes';
import { memberSignatureSigner } from '@lanran/protocol/log/evidence';
import type { LogId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Draft, DraftFile, Publication } from '../domain/draft.ts';
import { requireCommunityReason } from '../domain/community-reason.ts';
import { BadInputError, ConflictError } from '../../platform/kernel/errors.ts';
import { buildPublication, isMadeOf } from '../domain/publication.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { StagingArea } from '../../ingest/ports/staging-area.ts';
import type { AgreementsService } from './agreements.ts';
import type { DraftsService } from './drafts.ts';
import type { DuplicateFiles } from './duplicate-files.ts';
import type { RevisionsService } from './revisions.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import { type Published, requirePrepared, type StatementPublisher } from './statement-publisher.ts';

export interface PublishingOptions {
  readonly logId: LogId;
  readonly drafts: DraftsService;
  readonly staging: StagingArea;
  readonly publisher: StatementPublisher;
  readonly leaves: Pick<LeafStore, 'listByAsset' | 'listStated'>;
  /** Resolves when the read models show the leaf. */
  readonly projections: { followTo(leafIndex: number): Promise<void> };
  /** What a revision must not contradict. */
  readonly revisions: Pick<RevisionsService, 'requireCurrent'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  /** What it must not open past a community. */
  readonly publishedBefore: Pick<DuplicateFiles, 'requireOpenable'>;
  readonly agreements: Pick<AgreementsService, 'keepForGood'>;
  readonly clock: Clock;
}

/** What is to be signed, with all that a client needs to check it. */
export interface PreparedPublication {
  readonly draft: Draft;
  readonly logId: LogId;
  readonly publication: Publication;
  /** Where it stands once it was published. */
  readonly leafIndex: number | null;
}

/** Below what the command line takes for the clock's fault. */
const PREPARED_FOR_SECONDS = 600;

/** Drafts become assets: signed by a member, files pinned, one statement appended. */
export class PublishingService {
  readonly #options: PublishingOptions;

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  /**
   * Fixes what is to be signed and keeps it with the draft; the same until the draft changes.
   * @throws BadInputError naming the file that has not arrived, ConflictError when the draft is published,
   * HeldForCommunityError, CommunityReasonRequiredError, OrganizationSuspendedError
   */
  async prepare(actor: Actor, draftId: string): Promise<PreparedPublication> {
    const { drafts, publisher, publishedBefore, revisions, suspensions, agreements, clock, logId } =
      this.#options;
    const draft = await drafts.getForEditor(actor, draftId);
    const { publication: former } = draft;
    const kept = former !== null && isMadeOf(former, draft.files) ? former : null;
    const leafIndex = kept === null ? null : await publisher.findLeaf(kept);
    if (kept !== null && (leafIndex !== null || (await this.#isStillGood(actor, draft, kept))))
      return { draft, logId, publication: kept, leafIndex };
    await this.#requireUnpublished(draft);
    await suspensions.requireNone(draft.organizationId);
    requireCommunityReason(draft.content);
    await revisions.requireCurrent(actor, draft);
    for (const file of draft.files) await this.#requireArrived(file);
    await publishedBefore.requireOpenable(draft);
    await agreements.keepForGood(draft.content.metadata.agreement);
    const publication = buildPublication(draft, Math.floor(clock.now().getTime() / 1000));
    return { draft: await drafts.save({ ...draft, publication }), logId, publication, leafIndex: null };
  }

  /**
   * Prepares, all at once, those drafts of first versions that nobody has prepared before and that nothing keeps from it; the others
   * are for `prepare`, which says what does.
   */
  async prepareNew(
    actor: Actor,
    candidates: readonly Draft[],
  ): Promise<ReadonlyMap<string, PreparedPublication>> {
    const { drafts, leaves, suspensions, agreements, clock, logId } = this.#options;
    const untouched = candidates.filter((draft) => canActFor(actor, draft.organizationId) && isNew(draft));
    if (untouched.length === 0) return new Map();
    const stated = await leaves.listStated(untouched.map(({ assetId }) => assetId));
    const now = Math.floor(clock.now().getTime() / 1000);
    const standing = new Map<OrganizationId, Promise<void>>();
    const named = new Map<string, Promise<void>>();
    const built = await Promise.allSettled(
      untouched
        .filter(({ assetId }) => !stated.has(assetId))
        .map(async (draft) => {
          const known = standing.get(draft.organizationId) ?? suspensions.requireNone(draft.organizationId);
          standing.set(draft.organizationId, known);
          await known;
          requireCommunityReason(draft.content);
          const { agreement } = draft.content.metadata;
          const kept = named.get(agreement?.sha256 ?? '') ?? agreements.keepForGood(agreement);
          named.set(agreement?.sha256 ?? '', kept);
          await kept;
          return { ...draft, publication: buildPublication(draft, now) };
        }),
    );
    const saved = await drafts.saveAll(
      built.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    );
    return new Map(
      [...saved].flatMap(([id, draft]) => {
        const { publication } = draft;
        return publication === null ? [] : [[id, { draft, logId, publication, leafIndex: null }]];
      }),
    );
  }

  /** What was prepared long ago and never signed is prepared anew: a signer's machine refuses a statement that is not of now. */
  async #isStillGood(actor: Actor, draft: Draft, publication: Publication): Promise<boolean> {
    const ageSeconds = this.#options.clock.now().getTime() / 1000 - publication.statement.issuedAt;
    await this.#options.revisions.requireCurrent(actor, draft);
    return ageSeconds < PREPARED_FOR_SECONDS;
  }

  /**
   * Publishes what was prepared. Repeating it after a crash at any point goes on where it ended; repeating it afterwards
   * gives the same answer.
   */
  async publish(actor: Actor, draftId: string, signature: Hex): Promise<Published> {
    const { drafts, publisher, projections, logId } = this.#options;
    const draft = requirePrepared(await drafts.getForEditor(actor, draftId));
    const { statement } = draft.publication;
    await publisher.requireSigner(draft.organizationId, () =>
      memberSignatureSigner(statement, logId, signature),
    );
    const leafIndex = await publisher.publish(actor, draft, { type: 'member', signature });
    await projections.followTo(leafIndex);
    return publisher.receipt(draft, leafIndex);
  }

  /** Also when a kill came between the append and its mark on the draft, and the draft was changed since. */
  async #requireUnpublished(draft: Draft): Promise<void> {
    const { drafts, leaves } = this.#options;
    const published =
      draft.revises === null ? (await leaves.listByAsset(draft.assetId))[0]?.index : draft.publishedIndex;
    if (published == null) return;
    if (draft.publishedIndex === null) await drafts.finish(draft, published);
    throw new ConflictError(
      `Draft ${draft.id} is published as asset ${draft.assetId}; it changes no more. Begin another draft.`,
    );
  }

  async #requireArrived({ path, uploadId, bytes, digest }: DraftFile): Promise<void> {
    if (digest !== null || uploadId === null) return;
    const received = (await this.#options.staging.find(uploadId))?.receivedBytes ?? 0;
    throw new BadInputError(
      `files.${path}`,
      `has not arrived whole: ${bytes - received} of ${bytes} bytes are missing. Resume its upload, or remove it from the draft.`,
    );
  }
}

/** Nothing else has to be looked at before it is prepared: an open one may be of what stands with a community. */
function isNew({ revises, publication, publishedIndex, content, files }: Draft): boolean {
  const isUntouched = revises === null && publication === null && publishedIndex === null;
  return isUntouched && content.metadata.access !== 'OPEN' && files.every(({ digest }) => digest !== null);
}

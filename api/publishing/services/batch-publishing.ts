import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { recoverSigner } from '@lanran/protocol/kernel/signature';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Draft } from '../domain/draft.ts';
import {
  BadInputError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { type Problem, problemOf } from '../../platform/kernel/problem.ts';
import type { DraftStore } from '../ports/draft-store.ts';
import type { BatchPublisher } from './batch-publisher.ts';
import type { DraftsService } from './drafts.ts';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import type { PreparedPublication, PublishingService } from './publishing.ts';
import {
  type PreparedDraft,
  type Published,
  requirePrepared,
  type StatementPublisher,
} from './statement-publisher.ts';

/**
 * Each statement of a batch carries its path to the batch's root: 8 hashes for 256, which the chain hashes again whenever one of them
 * is offered, and which every proof of them holds. So many are published within seconds: long before a client gives up waiting.
 */
export const MAX_BATCH = 256;
/** Answers hold every file's entry; a longer one would not fit into memory comfortably. */
const MAX_BATCH_FILES = 20_000;
/** Beside waiting for disks and the database, each is work of this process. */
const AT_ONCE = 8;

export interface BatchPublishingOptions {
  readonly logId: LogId;
  readonly drafts: DraftsService;
  readonly store: Pick<DraftStore, 'findMany'>;
  readonly publishing: PublishingService;
  readonly publisher: StatementPublisher;
  readonly batchPublisher: BatchPublisher;
  /** Resolves when the read models show the leaf. */
  readonly projections: { followTo(leafIndex: number): Promise<void> };
}

/** One draft of those that are to be published together. */
export interface PreparedOfBatch {
  readonly draftId: string;
  /** Null with a problem. */
  readonly prepared: PreparedPublication | null;
  readonly problem: Problem | null;
}

/** Many drafts published by one signature over the Merkle root of their statements (protocol/log/batch.ts). */
export class BatchPublishing {
  readonly #options: BatchPublishingOptions;

  constructor(options: BatchPublishingOptions) {
    this.#options = options;
  }

  /**
   * Fixes what is to be signed of each, as `PublishingService.prepare` does; those that are published already have their leaf, and
   * belong into no batch. One that is not ready leaves the others alone.
   */
  async prepare(actor: Actor, draftIds: readonly string[]): Promise<PreparedOfBatch[]> {
    const drafts = await this.#find(actor, draftIds);
    const files = drafts.reduce((sum, draft) => sum + draft.files.length, 0);
    if (files > MAX_BATCH_FILES) {
      throw new LimitExceededError(
        `draftIds: these drafts have ${files} files; at most ${MAX_BATCH_FILES} go into one batch. Make several batches.`,
      );
    }
    const fresh = await this.#options.publishing.prepareNew(actor, drafts);
    return inParallel(draftIds, AT_ONCE, async (draftId) => {
      try {
        const prepared = fresh.get(draftId) ?? (await this.#prepare(actor, draftId));
        return { draftId, prepared, problem: null };
      } catch (error) {
        return { draftId, prepared: null, problem: problemOf(error) };
      }
    });
  }

  async #prepare(actor: Actor, draftId: string): Promise<PreparedPublication> {
    const { drafts, publishing } = this.#options;
    const prepared = await publishing.prepare(actor, draftId);
    const { draft, leafIndex } = prepared;
    // A kill came between the append and its mark on the draft.
    if (leafIndex !== null && draft.publishedIndex === null) await drafts.finish(draft, leafIndex);
    return prepared;
  }

  /**
   * Publishes what was prepared and signed, in the order that was signed. Each draft is published for itself: after a failure or a
   * kill some are and some are not, and repeating the request publishes the rest, and answers the same for the others.
   * @throws BadInputError naming the draft that changed since, BadSignatureError
   */
  async publish(actor: Actor, draftIds: readonly string[], signature: Hex): Promise<Published[]> {
    const { logId, publisher, batchPublisher, projections } = this.#options;
    const drafts = (await this.#find(actor, draftIds)).map(requirePrepared);
    const batch = buildBatch(drafts.map(({ publication }) => publication.statement));
    await publisher.requireSigner(organizationOf(drafts), () =>
      recoverSigner(batchDigest(batch, logId), signature),
    );
    const leaves = await batchPublisher.publish(
      actor,
      drafts.map((draft, at) => ({ draft, evidence: batch.evidenceFor(at, signature) })),
    );
    await projections.followTo(Math.max(...leaves));
    return publisher.receipts(drafts.map((draft, at) => ({ draft, leafIndex: leaves[at] ?? Number.NaN })));
  }

  /** In the order of the ids. @throws NotFoundError, also for a draft of an organization the actor is no member of */
  async #find(actor: Actor, draftIds: readonly string[]): Promise<Draft[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    requireFit(draftIds);
    const found = new Map((await this.#options.store.findMany(draftIds)).map((draft) => [draft.id, draft]));
    return draftIds.map((id) => {
      const draft = found.get(id);
      if (draft === undefined || membershipIn(actor, draft.organizationId) === null)
        throw new NotFoundError(`Draft ${id}`);
      return draft;
    });
  }
}

function requireFit(draftIds: readonly string[]): void {
  if (draftIds.length === 0) throw new BadInputError('draftIds', 'names no draft. Name those of the batch.');
  if (draftIds.length > MAX_BATCH) {
    throw new LimitExceededError(
      `draftIds: at most ${MAX_BATCH} drafts go under one signature, these are ${draftIds.length}. Make several batches.`,
    );
  }
  const twice = draftIds.find((id, at) => draftIds.indexOf(id) !== at);
  if (twice !== undefined) throw new BadInputError('draftIds', `names ${twice} twice. Name each draft once.`);
}

/** @throws BadInputError when there are several: the signature is by a member of one */
function organizationOf(drafts: readonly PreparedDraft[]) {
  const [first, ...others] = drafts;
  if (first === undefined) throw new BadInputError('draftIds', 'names no draft.');
  const { organizationId } = first;
  const stranger = others.find((draft) => draft.organizationId !== organizationId);
  if (stranger !== undefined) {
    throw new BadInputError(
      'draftIds',
      `names drafts of ${organizationId} and of ${stranger.organizationId}. Make a batch for each organization.`,
    );
  }
  return organizationId;
}

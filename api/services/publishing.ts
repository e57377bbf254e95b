import { SignatureError } from '@lanran/protocol/errors';
import type { Hex } from '@lanran/protocol/bytes';
import { memberSignatureSigner } from '@lanran/protocol/evidence';
import type { AssetId, LogId, StatementHash } from '@lanran/protocol/ids';
import { filesField } from '@lanran/protocol/manifest';
import type { Address } from '@lanran/protocol/signature';
import { statementHash } from '@lanran/protocol/statement';
import type { Actor } from '../domain/actor.ts';
import type { AssetFile } from '../domain/asset.ts';
import type { Draft, DraftFile, Publication } from '../domain/draft.ts';
import { BadInputError, BadSignatureError, ConflictError } from '../domain/errors.ts';
import { buildPublication, openingsOf, versionOf } from '../domain/publication.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { FailPoints } from '../ports/fail-points.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { StagingArea } from '../ports/staging-area.ts';
import type { DraftsService } from './drafts.ts';
import type { RevisionsService } from './revisions.ts';
import type { StatementLog } from './statement-log.ts';

export interface PublishingOptions {
  readonly logId: LogId;
  readonly drafts: DraftsService;
  readonly organizations: OrganizationStore;
  readonly manifests: ManifestStore;
  readonly staging: StagingArea;
  readonly content: ContentStore;
  readonly log: StatementLog;
  readonly leaves: Pick<LeafStore, 'listByAsset' | 'findByStatementHash'>;
  /** Resolves when the read models show the leaf. */
  readonly projections: { followTo(leafIndex: number): Promise<void> };
  /** What a revision must not contradict. */
  readonly revisions: Pick<RevisionsService, 'requireCurrent'>;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** What is to be signed, with all that a client needs to check it. */
export interface PreparedPublication {
  readonly draft: Draft;
  readonly logId: LogId;
  readonly publication: Publication;
}

/** Below what the command line takes for the clock's fault. */
const PREPARED_FOR_SECONDS = 600;

/** The receipt of a publication: a checkpoint that covers it and the proof that it does. */
export interface Published {
  readonly assetId: AssetId;
  readonly version: number;
  readonly leafIndex: number;
  readonly statementHash: StatementHash;
  readonly checkpoint: string;
  readonly inclusionProof: readonly Uint8Array[];
  readonly files: readonly AssetFile[];
}

/** Drafts become assets: signed by a member, files pinned, one statement appended. */
export class PublishingService {
  readonly #options: PublishingOptions;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  /**
   * Fixes what is to be signed and keeps it with the draft; the same until the draft changes.
   * @throws BadInputError naming the file that has not arrived, ConflictError when the draft is published
   */
  async prepare(actor: Actor, draftId: string): Promise<PreparedPublication> {
    const { drafts, revisions, clock, logId } = this.#options;
    const draft = await drafts.getForEditor(actor, draftId);
    const kept = draft.publication;
    if (kept !== null && (await this.#isStillGood(actor, draft, kept)))
      return { draft, logId, publication: kept };
    await this.#requireUnpublished(draft);
    await revisions.requireCurrent(actor, draft);
    for (const file of draft.files) await this.#requireArrived(file);
    const publication = buildPublication(draft, Math.floor(clock.now().getTime() / 1000));
    return { draft: await drafts.save({ ...draft, publication }), logId, publication };
  }

  /** What was prepared long ago and never signed is prepared anew: a signer's machine refuses a statement that is not of now. */
  async #isStillGood(actor: Actor, draft: Draft, publication: Publication): Promise<boolean> {
    const ageSeconds = this.#options.clock.now().getTime() / 1000 - publication.statement.issuedAt;
    if (await this.#isLogged(publication)) return true;
    await this.#options.revisions.requireCurrent(actor, draft);
    return ageSeconds < PREPARED_FOR_SECONDS;
  }

  async #isLogged({ statement }: Publication): Promise<boolean> {
    return (await this.#options.leaves.findByStatementHash(statementHash(statement))) !== null;
  }

  /**
   * Publishes what was prepared. Repeating it after a crash at any point goes on where it ended; repeating it afterwards
   * gives the same answer.
   */
  async publish(actor: Actor, draftId: string, signature: Hex): Promise<Published> {
    // One at a time for a draft: a retry that overtakes its first request then finds the leaf that one made.
    const before = this.#running.get(draftId) ?? Promise.resolve();
    const publishing = before.catch(() => undefined).then(() => this.#publish(actor, draftId, signature));
    this.#running.set(draftId, publishing);
    try {
      return await publishing;
    } finally {
      if (this.#running.get(draftId) === publishing) this.#running.delete(draftId);
    }
  }

  async #publish(actor: Actor, draftId: string, signature: Hex): Promise<Published> {
    const { drafts, failPoints, log, projections, revisions } = this.#options;
    const draft = await drafts.getForEditor(actor, draftId);
    const { publication } = draft;
    if (publication === null) {
      throw new BadInputError(
        'draftId',
        `draft ${draftId} has changed or was not prepared. Call preparePublication, check, sign, then publish.`,
      );
    }
    await this.#requireSigner(draft, publication, signature);
    if (draft.publishedIndex === null) {
      if (!(await this.#isLogged(publication))) await revisions.requireCurrent(actor, draft);
      await this.#pinFiles(draft, publication);
      await failPoints.reach('after-pin');
    }
    // A repeat finds the leaf it made; with another signature it is refused.
    const logged = await log.append({
      statement: publication.statement,
      evidence: { type: 'member', signature },
      body: { fields: publication.body },
      openings: openingsOf(draft),
    });
    await failPoints.reach('after-append');
    if (draft.publishedIndex === null) await drafts.finish(draft, logged.index);
    await projections.followTo(logged.index);
    return this.#receipt(draft, publication, logged.index);
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

  /**
   * Only a member's signature counts on chain and in proofs; a council that is no member cannot publish.
   * @throws BadSignatureError
   */
  async #requireSigner(draft: Draft, publication: Publication, signature: Hex): Promise<void> {
    const { logId, organizations } = this.#options;
    const signer = recover(publication, logId, signature);
    const organization = await organizations.find(draft.organizationId);
    const member = organization?.members.find(({ address }) => address === signer);
    if (member === undefined || member.role === 'VIEWER') {
      throw new BadSignatureError(
        'signature',
        `recovers to ${signer}, which is no editor or owner of ${draft.organizationId}. Sign exactly this statement with a member's key.`,
      );
    }
  }

  async #pinFiles(draft: Draft, { manifest }: Publication): Promise<void> {
    const { content, staging, manifests } = this.#options;
    const uploads = new Map(draft.files.map(({ path, uploadId }) => [path, uploadId]));
    for (const { path, cid } of manifest) {
      const uploadId = uploads.get(path);
      if (uploadId === null) continue;
      if (uploadId === undefined)
        throw new ConflictError(`File ${path} was taken out of draft ${draft.id}. Prepare it again.`);
      const isPrivate = draft.content.metadata.access !== 'OPEN';
      await content.pinFile({ filePath: staging.pathOf(uploadId), isPrivate, expectedCid: cid });
    }
    await manifests.put(filesField(manifest).root, manifest);
  }

  async #receipt(draft: Draft, { statement, manifest }: Publication, leafIndex: number): Promise<Published> {
    const { log } = this.#options;
    const size = await log.size();
    return {
      assetId: statement.assetId,
      version: versionOf(draft),
      leafIndex,
      statementHash: statementHash(statement),
      checkpoint: await log.checkpointAt(size),
      inclusionProof: await log.inclusionProof(leafIndex, size),
      files: manifest,
    };
  }
}

function recover({ statement }: Publication, logId: LogId, signature: Hex): Address {
  try {
    return memberSignatureSigner(statement, logId, signature);
  } catch (error) {
    if (error instanceof SignatureError)
      throw new BadSignatureError('signature', error.message, { cause: error });
    throw error;
  }
}

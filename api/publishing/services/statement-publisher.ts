import type { Evidence } from '@lanran/protocol/log/evidence';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { SignatureError } from '@lanran/protocol/kernel/errors';
import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { filesField } from '@lanran/protocol/files/manifest';
import type { Address } from '@lanran/protocol/kernel/signature';
import { statementHash } from '@lanran/protocol/log/statement';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { AssetFile } from '../../assets/domain/asset.ts';
import type { Draft, Publication } from '../domain/draft.ts';
import { BadInputError, BadSignatureError, ConflictError } from '../../platform/kernel/errors.ts';
import { isMadeOf, openingsOf, versionOf } from '../domain/publication.ts';
import {
  type ContentStore,
  SMALL_PAYLOAD_BYTES,
  type SealedFileVault,
} from '../../storage/ports/content-store.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestClaims } from '../../assets/ports/manifest-claims.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { RenditionStore } from '../../files/ports/rendition-store.ts';
import type { StagingArea } from '../../ingest/ports/staging-area.ts';
import type { DraftsService } from './drafts.ts';
import type { RevisionsService } from './revisions.ts';
import type { StatementLog } from '../../log/services/statement-log.ts';
import type { Suspensions } from '../../organizations/services/suspensions.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';

export interface StatementPublisherOptions {
  readonly drafts: DraftsService;
  readonly organizations: OrganizationStore;
  readonly manifests: Pick<ManifestStore, 'put'>;
  readonly manifestClaims: Pick<ManifestClaims, 'add' | 'remove'>;
  readonly staging: StagingArea;
  readonly content: ContentStore & SealedFileVault;
  readonly renditions: Pick<RenditionStore, 'allow'>;
  readonly log: StatementLog;
  readonly leaves: Pick<LeafStore, 'findByStatementHash' | 'listLogged' | 'listByKinds'>;
  /** What a revision must not contradict. */
  readonly revisions: Pick<RevisionsService, 'requireCurrent'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly failPoints: FailPoints;
  /** One at a time for an asset: a retry that overtakes its first request then finds the leaf that one made. */
  readonly assetMutex: Mutex<AssetId>;
}

/** Each waits for the disk several times; together they wait for it once. */
const FILES_AT_ONCE = 8;
const STAGED_AT_ONCE = 64;
const SMALL_AT_ONCE = 256;
const SMALL_BYTES_AT_ONCE = 8 * 1_048_576;

/** A draft whose statement was prepared. */
export interface PreparedDraft extends Draft {
  readonly publication: Publication;
}

/** Where the statement of a draft stands in the log. */
export interface PublishedLeaf {
  readonly draft: PreparedDraft;
  readonly leafIndex: number;
}

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

/** Puts what was signed, alone or in a batch, into the log: files are kept first, staged bytes dropped after. */
export class StatementPublisher {
  readonly #options: StatementPublisherOptions;

  constructor(options: StatementPublisherOptions) {
    this.#options = options;
  }

  /** Its leaf; null while the log has no such statement. */
  async findLeaf({ statement }: Publication): Promise<number | null> {
    return (await this.#options.leaves.findByStatementHash(statementHash(statement)))?.index ?? null;
  }

  /**
   * Only a member's signature counts on chain and in proofs; a council that is no member cannot publish.
   * @throws BadSignatureError
   */
  async requireSigner(organizationId: OrganizationId, recover: () => Address): Promise<void> {
    const signer = recovered(recover);
    const organization = await this.#options.organizations.find(organizationId);
    const member = organization?.members.find(({ address }) => address === signer);
    if (member === undefined || member.role === 'VIEWER') {
      throw new BadSignatureError(
        'signature',
        `recovers to ${signer}, which is no editor or owner of ${organizationId}. Sign exactly this statement with a member's key.`,
      );
    }
  }

  /**
   * Appends a draft's statement with evidence that was made of that very draft; repeated, it goes on where it ended.
   * @returns the leaf
   * @throws ConflictError when the draft was prepared again after it was signed, or the log has its statement with other evidence,
   * OrganizationSuspendedError
   */
  async publish(actor: Actor, signed: PreparedDraft, evidence: Evidence): Promise<number> {
    return this.#options.assetMutex.take(signed.assetId, () => this.#publish(actor, signed, evidence));
  }

  async #publish(actor: Actor, signed: PreparedDraft, evidence: Evidence): Promise<number> {
    const { drafts, failPoints, log, manifestClaims, revisions, suspensions } = this.#options;
    const draft = requireSame(await drafts.getForEditor(actor, signed.id), signed);
    const { publication } = draft;
    const isLogged = (await this.findLeaf(publication)) !== null;
    const known = await log.size();
    if (draft.publishedIndex === null) {
      if (!isLogged) {
        await suspensions.requireNone(draft.organizationId);
        await revisions.requireCurrent(actor, draft);
      }
      await this.#keepFiles(draft);
      await failPoints.reach('after-pin');
      if (!isLogged) requireSame(await drafts.getForEditor(actor, draft.id), draft);
    }
    // A repeat finds the leaf it made; with other evidence it is refused.
    const logged = await log.append({
      statement: publication.statement,
      evidence,
      body: { fields: publication.body },
      openings: openingsOf(draft),
      ...(!isLogged && draft.revises !== null && { requireStill: () => this.#requireStanding(draft, known) }),
    });
    await failPoints.reach('after-append');
    if (draft.publishedIndex === null) await drafts.finish(draft, logged.index);
    await failPoints.reach('after-finish');
    await manifestClaims.remove([filesField(publication.manifest).root]);
    return logged.index;
  }

  /**
   * Storing takes a while. A take-down of the asset that is in the log since may be of what was stored: no version follows it
   * that was made without it.
   * @throws ConflictError
   */
  async #requireStanding({ assetId }: PreparedDraft, known: number): Promise<void> {
    const takenDown = await this.#options.leaves.listByKinds(assetId, ['taken-down']);
    if (takenDown.every(({ index }) => index < known)) return;
    throw new ConflictError(
      `Something of asset ${assetId} was taken down meanwhile. Look at the draft, prepare it, sign again.`,
    );
  }

  /** The manifest first: from then on no take-down of another asset erases what the two have in common. */
  async #keepFiles(draft: PreparedDraft): Promise<void> {
    const { manifests, manifestClaims, failPoints } = this.#options;
    const { manifest } = draft.publication;
    const { root } = filesField(manifest);
    await manifestClaims.add([{ root, draftId: draft.id, assetId: draft.assetId }]);
    await manifests.put(root, manifest);
    await failPoints.reach('after-manifests');
    await this.storeFiles(draft, await this.pinSmall([draft]));
  }

  /** All but the CIDs that are pinned already, once its manifest is written. */
  async storeFiles(draft: PreparedDraft, pinned: ReadonlySet<string>): Promise<void> {
    await this.#pinFiles(draft, pinned);
    // After the content is stored: an erasure that is going on has come to its end.
    for (const { sha256 } of draft.publication.manifest) this.#options.renditions.allow(sha256);
  }

  async #pinFiles(draft: PreparedDraft, pinned: ReadonlySet<string>): Promise<void> {
    const { content, staging } = this.#options;
    const { manifest } = draft.publication;
    const uploads = uploadsOf(draft);
    const together = await this.#pinStaged(draft, pinned);
    await inParallel(manifest, FILES_AT_ONCE, async ({ path, cid }) => {
      if (pinned.has(cid) || together.has(cid)) return;
      const uploadId = uploads.get(path);
      if (uploadId === null) return;
      if (uploadId === undefined)
        throw new ConflictError(`File ${path} was taken out of draft ${draft.id}. Prepare it again.`);
      const isPrivate = draft.content.metadata.access !== 'OPEN';
      // The draft's access may have changed since it was uploaded, and a crash kept its form from following.
      await staging.applyAccess(uploadId);
      const staged = await staging.open(uploadId);
      await content.pinFile({
        ...staged,
        isPrivate,
        expectedCid: cid,
        organizationId: draft.organizationId,
      });
    });
  }

  /** What is staged encrypted already, as the draft asks for. @returns the CIDs of what is pinned then */
  async #pinStaged(draft: PreparedDraft, pinned: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const { content, staging } = this.#options;
    const uploads = uploadsOf(draft);
    const together = new Set<string>();
    if (draft.content.metadata.access === 'OPEN') return together;
    const left = draft.publication.manifest.filter(
      ({ cid, bytes }) => bytes >= SMALL_PAYLOAD_BYTES && !pinned.has(cid),
    );
    for (let at = 0; at < left.length; at += STAGED_AT_ONCE) {
      const staged = await Promise.all(
        left.slice(at, at + STAGED_AT_ONCE).map(async ({ path, cid }) => {
          const uploadId = uploads.get(path) ?? null;
          const { filePath, sealed = null } = uploadId === null ? {} : await staging.open(uploadId);
          return filePath === undefined || sealed === null ? [] : [{ cid, filePath, sealed }];
        }),
      );
      for (const cid of await content.pinStaged(staged.flat(), draft.organizationId)) together.add(cid);
    }
    return together;
  }

  /** Small files of drafts of one organization, many at a time. @returns the CIDs of what is pinned then */
  async pinSmall(drafts: readonly PreparedDraft[]): Promise<ReadonlySet<string>> {
    const { content, staging } = this.#options;
    const pinned = new Set<string>();
    const organizationId = drafts[0]?.organizationId ?? null;
    for (const files of groupsOf(drafts.flatMap(smallFilesOf))) {
      const staged = await staging.readSmall(files.map(({ uploadId }) => uploadId));
      const ready = files.flatMap(({ uploadId, cid }) => {
        const here = staged.get(uploadId);
        return here === undefined ? [] : [{ ...here, cid }];
      });
      if (ready.length === 0) continue;
      for (const cid of await content.pinSmall(ready, organizationId)) pinned.add(cid);
    }
    return pinned;
  }

  /** What proves that the log took it. */
  async receipt(draft: PreparedDraft, leafIndex: number): Promise<Published> {
    const { log } = this.#options;
    const size = await log.size();
    const inclusionProof = await log.inclusionProof(leafIndex, size);
    return receiptOf({ draft, leafIndex }, { checkpoint: await log.checkpointAt(size), inclusionProof });
  }

  /** In the order given, under one checkpoint. */
  async receipts(leaves: readonly PublishedLeaf[]): Promise<Published[]> {
    const { log } = this.#options;
    const size = await log.size();
    const checkpoint = await log.checkpointAt(size);
    const proofs = await log.inclusionProofs(
      leaves.map(({ leafIndex }) => leafIndex),
      size,
    );
    return leaves.map((leaf, at) => receiptOf(leaf, { checkpoint, inclusionProof: proofs[at] ?? [] }));
  }
}

interface SmallFile extends Pick<AssetFile, 'bytes' | 'cid'> {
  readonly uploadId: string;
}

/** By path; null for what was published before. */
function uploadsOf({ files }: PreparedDraft): ReadonlyMap<string, string | null> {
  return new Map(files.map(({ path, uploadId }) => [path, uploadId]));
}

/** None of a draft that is for everyone: its files are not encrypted. */
function smallFilesOf(draft: PreparedDraft): SmallFile[] {
  if (draft.content.metadata.access === 'OPEN') return [];
  const uploads = uploadsOf(draft);
  return draft.publication.manifest.flatMap(({ path, bytes, cid }) => {
    const uploadId = uploads.get(path) ?? null;
    return uploadId !== null && bytes < SMALL_PAYLOAD_BYTES ? [{ uploadId, bytes, cid }] : [];
  });
}

/** Small enough for memory. */
function groupsOf(files: readonly SmallFile[]): SmallFile[][] {
  const groups: SmallFile[][] = [];
  let room = 0;
  for (const file of files) {
    const group = groups.at(-1);
    room -= file.bytes;
    if (group !== undefined && group.length < SMALL_AT_ONCE && room >= 0) {
      group.push(file);
      continue;
    }
    groups.push([file]);
    room = SMALL_BYTES_AT_ONCE - file.bytes;
  }
  return groups;
}

function receiptOf(
  { draft, leafIndex }: PublishedLeaf,
  proof: Pick<Published, 'checkpoint' | 'inclusionProof'>,
): Published {
  const { statement, manifest } = draft.publication;
  return {
    assetId: statement.assetId,
    version: versionOf(draft),
    leafIndex,
    statementHash: statementHash(statement),
    ...proof,
    files: manifest,
  };
}

/** @throws BadInputError when the draft was changed since, or never prepared */
export function requirePrepared(draft: Draft): PreparedDraft {
  const { publication } = draft;
  if (publication === null || !isMadeOf(publication, draft.files)) {
    throw new BadInputError(
      'draftId',
      `draft ${draft.id} has changed or was not prepared. Call preparePublication, check, sign, then publish.`,
    );
  }
  return { ...draft, publication };
}

/** @throws BadInputError; ConflictError when the draft was prepared again after it was signed */
export function requireSame(draft: Draft, prepared: PreparedDraft): PreparedDraft {
  const now = requirePrepared(draft);
  if (statementHash(now.publication.statement) === statementHash(prepared.publication.statement)) return now;
  throw new ConflictError(
    `Draft ${draft.id} was prepared again after you signed it. Check it and sign again.`,
  );
}

function recovered(recover: () => Address): Address {
  try {
    return recover();
  } catch (error) {
    if (error instanceof SignatureError)
      throw new BadSignatureError('signature', error.message, { cause: error });
    throw error;
  }
}

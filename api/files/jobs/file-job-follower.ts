import { type OrganizationId, parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { FileJob, JobFile } from '../domain/file-job.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { FileDescription } from '../domain/picture.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { IndexedFile, ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileDescriptions } from '../services/file-descriptions.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { FileJobPlan } from './file-job-kind.ts';

const LEAVES_A_RUN = 100;
const FILES_AT_ONCE = 250;

export interface FileJobFollowerOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly assets: Pick<AssetStore, 'find'>;
  readonly covers: Pick<FileDescriptionStore, 'offerCover'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany'>;
  readonly store: Pick<FileJobStore, 'enqueue' | 'moveTo'>;
  readonly plan: FileJobPlan;
  readonly clock: Clock;
  readonly everyMs: number;
  readonly onEnqueue?: () => void;
}

/** Follows the log and enqueues what is to be done for the files of each version; repeating it enqueues nothing twice. */
export class FileJobFollower implements Job {
  readonly name = 'file-jobs';
  readonly everyMs: number;
  readonly #options: FileJobFollowerOptions;
  readonly #cursor: string;

  constructor(options: FileJobFollowerOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
    this.#cursor = `file-jobs:${options.plan.version}`;
  }

  async run(): Promise<'more' | 'idle'> {
    const { leaves, cursors } = this.#options;
    const position = await cursors.read(this.#cursor);
    const batch = await leaves.list(position, Math.min(await leaves.size(), position + LEAVES_A_RUN));
    for (const leaf of batch) await this.#follow(leaf);
    if (batch.length > 0) await cursors.advance(this.#cursor, position + batch.length);
    return batch.length === LEAVES_A_RUN ? 'more' : 'idle';
  }

  async behind(): Promise<number> {
    const { leaves, cursors } = this.#options;
    return Math.max(0, (await leaves.size()) - (await cursors.read(this.#cursor)));
  }

  async #follow(leaf: LoggedStatement): Promise<void> {
    const { kind, assetId } = leaf.statement;
    if (kind === 'transferred') {
      const holder = parseOrganizationId(LoggedEvent.of(leaf).text('holder'));
      return this.#options.store.moveTo(parseAssetId(assetId), holder);
    }
    if (VERSION_KINDS.some((each) => each === kind)) await this.#followVersion(leaf);
  }

  async #followVersion(leaf: LoggedStatement): Promise<void> {
    const { manifests, onEnqueue } = this.#options;
    const assetId = parseAssetId(leaf.statement.assetId);
    const { filesField, metadata } = versionIn(leaf);
    const { root, count } = filesField;
    const holder = await this.#holderOf(leaf);
    if (holder === null) return;
    const owner = { organizationId: holder, assetId, access: metadata.access, root };
    for (let from = 0; from < count; from += FILES_AT_ONCE) {
      const files = await manifests.list(root, from, Math.min(count, from + FILES_AT_ONCE));
      await this.#enqueue(files.map((file) => jobFile(file, owner)));
    }
    onEnqueue?.();
  }

  async #enqueue(files: readonly JobFile[]): Promise<void> {
    const { descriptions, plan, store, covers, clock } = this.#options;
    const known = await descriptions.findMany(files.map(({ sha256 }) => sha256));
    const now = clock.now();
    const firstPicture = files.find((_, at) => isPicture(known[at]));
    if (firstPicture !== undefined) await covers.offerCover(firstPicture.root, firstPicture.index);
    const jobs = files.flatMap((file, at) => plan.jobsFor(file, known[at] ?? null, now));
    await store.enqueue(firstOfEach(jobs));
  }

  /** Who publishes names itself; null for an asset that was published elsewhere. */
  async #holderOf({ openings, statement }: LoggedStatement): Promise<OrganizationId | null> {
    if (openings !== null) return openings.organizationId;
    return (await this.#options.assets.find(parseAssetId(statement.assetId)))?.holder ?? null;
  }
}

function isPicture(description: FileDescription | null | undefined): boolean {
  return description?.picture != null;
}

function jobFile(
  { index, path, bytes, sha256, cid }: IndexedFile,
  owner: Pick<JobFile, 'organizationId' | 'assetId' | 'access' | 'root'>,
): JobFile {
  return { ...owner, index, path, bytes, sha256, cid };
}

/** The same content may stand in a version twice. */
function firstOfEach(jobs: readonly FileJob[]): FileJob[] {
  return [...new Map([...jobs].reverse().map((job) => [job.id, job])).values()].reverse();
}

import { type OrganizationId, parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { FileJobPlan, PublishedFiles } from './file-job-kind.ts';

const LEAVES_A_RUN = 100;

export interface FileJobFollowerOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly assets: Pick<AssetStore, 'find'>;
  readonly store: Pick<FileJobStore, 'enqueue' | 'moveTo'>;
  readonly plan: FileJobPlan;
  readonly clock: Clock;
  readonly everyMs: number;
  readonly onEnqueue?: () => void;
}

/** Follows the log and enqueues one job for the files of each version; repeating it enqueues nothing twice. */
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
    await this.#follow(batch);
    if (batch.length > 0) await cursors.advance(this.#cursor, position + batch.length);
    return batch.length === LEAVES_A_RUN ? 'more' : 'idle';
  }

  async behind(): Promise<number> {
    const { leaves, cursors } = this.#options;
    return Math.max(0, (await leaves.size()) - (await cursors.read(this.#cursor)));
  }

  async #follow(leaves: readonly LoggedStatement[]): Promise<void> {
    const { store, plan, clock, onEnqueue } = this.#options;
    let versions: PublishedFiles[] = [];
    const enqueue = async () => {
      await store.enqueue(versions.map((version) => plan.jobForVersion(version, clock.now())));
      if (versions.length > 0) onEnqueue?.();
      versions = [];
    };
    for (const leaf of leaves) {
      const { kind, assetId } = leaf.statement;
      if (kind === 'transferred') {
        await enqueue();
        await store.moveTo(parseAssetId(assetId), parseOrganizationId(LoggedEvent.of(leaf).text('holder')));
      }
      if (VERSION_KINDS.some((each) => each === kind)) versions.push(...(await this.#filesOf(leaf)));
    }
    await enqueue();
  }

  /** None of an asset that was published elsewhere. */
  async #filesOf(leaf: LoggedStatement): Promise<PublishedFiles[]> {
    const assetId = parseAssetId(leaf.statement.assetId);
    const { filesField, metadata } = versionIn(leaf);
    const { root, count } = filesField;
    const organizationId = await this.#holderOf(leaf);
    if (organizationId === null || count === 0) return [];
    return [{ organizationId, assetId, access: metadata.access, root, count }];
  }

  /** Who publishes names itself; null for an asset that was published elsewhere. */
  async #holderOf({ openings, statement }: LoggedStatement): Promise<OrganizationId | null> {
    if (openings !== null) return openings.organizationId;
    return (await this.#options.assets.find(parseAssetId(statement.assetId)))?.holder ?? null;
  }
}

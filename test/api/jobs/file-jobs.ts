import { Readable } from 'node:stream';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import {
  type AssetId,
  assetIdOf,
  type OrganizationId,
  organizationIdOf,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { ContentMissingError } from '@lanran/api/platform/kernel/errors';
import type { FileJobLane } from '@lanran/api/files/domain/file-job';
import { FileJobFollower } from '@lanran/api/files/jobs/file-job-follower';
import { DESCRIPTION_VERSION } from '@lanran/api/files/domain/picture';
import { type FileJobKind, FileJobPlan } from '@lanran/api/files/jobs/file-job-kind';
import { FileJobWorker } from '@lanran/api/files/jobs/file-job-worker';
import type { ContentStore } from '@lanran/api/storage/ports/content-store';
import type { FileJobStore } from '@lanran/api/files/ports/file-job-store';
import { LookingAtFiles } from '@lanran/api/files/jobs/looking-at-files';
import { HeldContents } from '@lanran/api/files/services/held-contents';
import { FileDescriptions, type FileDescriptionsOptions } from '@lanran/api/files/services/file-descriptions';
import { InMemoryFileDescriptions } from '../graphql/in-memory-stores.ts';
import { LostCursors } from '../../support/lost-cursors.ts';

/** Files by path, which is also their content's name; null for one that the store lost. */
export type Shelf = Readonly<Record<string, Buffer | null>>;

export const MUSEUM = organizationIdOf('file-jobs-museum');

/** A clock that the test moves. */
export class HandClock {
  ms = Date.UTC(2027, 0, 1);
  now(): Date {
    return new Date(this.ms);
  }
}

interface PublishedOptions extends Partial<Pick<FileDescriptionsOptions, 'pictures' | 'renditions'>> {
  readonly shelf: Shelf;
  readonly kinds?: readonly FileJobKind[];
  readonly holder?: OrganizationId;
  /** Versions of other assets with the same files, which come after it in the log. */
  readonly others?: number;
}

const TINY_PICTURES: FileDescriptionsOptions['pictures'] = {
  make: async ({ mediaType }) =>
    mediaType === 'image/png'
      ? { picture: { width: 2, height: 1, placeholder: 'data:' }, refusal: null, renditions: [] }
      : null,
};
const NO_RENDITIONS: FileDescriptionsOptions['renditions'] = { keep: async () => undefined };

/** One published version over a queue, with its follower and workers. */
export function publishedVersion(
  store: FileJobStore,
  {
    shelf,
    kinds = [],
    pictures = TINY_PICTURES,
    renditions = NO_RENDITIONS,
    holder = MUSEUM,
    others = 0,
  }: PublishedOptions,
) {
  const root = randomBytes32();
  const assetId = assetIdOf(holder, randomBytes32());
  const unique = (path: string) => `${path}-${assetId}`;
  const entries = Object.keys(shelf).map((path) => ({
    path,
    bytes: shelf[path]?.length ?? 9,
    sha256: unique(path),
    cid: path,
    xxh64: '',
    salt: root,
  }));
  const reads: string[] = [];
  const described = new InMemoryFileDescriptions();
  const content: Pick<ContentStore, 'read'> = {
    read: async (cid, range) => {
      reads.push(cid);
      const bytes = shelf[cid] ?? null;
      if (bytes === null) throw new ContentMissingError(`${cid} is not held.`);
      return Readable.from([bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)]);
    },
  };
  const readMany = async (cids: readonly string[]) => {
    reads.push(...cids);
    return new Map(cids.flatMap((cid) => (shelf[cid] == null ? [] : [[cid, shelf[cid]] as const])));
  };
  const held = new HeldContents(content, { readMany });
  const descriptions = new FileDescriptions({
    descriptions: described,
    content: held,
    types: new FileTypeDetector(),
    pictures,
    renditions,
  });
  const clock = new HandClock();
  const cursors = new LostCursors();
  const plan = new FileJobPlan(kinds);
  const manifests = {
    list: async (_root: string, from: number, to: number) =>
      entries.map((entry, index) => ({ ...entry, index })).slice(from, to),
    listStarts: async (roots: readonly Hex[]) =>
      new Map(roots.map((each) => [each, entries.map((entry, index) => ({ ...entry, index }))])),
  };
  const covers = described;
  const looking = new LookingAtFiles({ manifests, descriptions, covers, held, plan, store, clock });
  const queue = {
    store,
    looking,
    plan,
    descriptions,
    covers,
    clock,
    logger: { warn: () => undefined },
    everyMs: 1_000,
    isClockRight: () => true,
  };
  const leafOf = (index: number, asset: AssetId, manifest: Hex) => ({
    index,
    statement: { kind: 'published', assetId: asset, issuedAt: 0 },
    openings: { organizationId: holder },
    body: [
      { salt: root, name: 'files', value: { count: entries.length, bytes: 0, root: manifest } },
      { salt: root, name: 'access', value: 'LICENSED' },
      { salt: root, name: 'version', value: 1 },
    ],
  });
  const otherAssets = Array.from({ length: others }, () => assetIdOf(holder, randomBytes32()));
  const leaves = [
    leafOf(0, assetId, root),
    ...otherAssets.map((asset, at) => leafOf(at + 1, asset, randomBytes32())),
  ];
  const follower = (options: { readonly lostCursor?: boolean } = {}) =>
    new FileJobFollower({
      ...queue,
      leaves: { size: async () => leaves.length, list: async (from, to) => leaves.slice(from, to) as never },
      cursors: options.lostCursor === true ? new LostCursors() : cursors,
      assets: { find: async () => null },
    });
  const worker = (lane: FileJobLane = 'light', leaseMs?: number) =>
    new FileJobWorker({ ...queue, lane, ...(leaseMs !== undefined && { leaseMs }) });
  const describeJobId = (path: string) =>
    [assetId, unique(path), `describe-${DESCRIPTION_VERSION}`, root].join('.');
  const jobId = (path: string, kind: string) => [assetId, unique(path), kind].join('.');
  const versionJobId = `${assetId}.${root}.${plan.version}`;
  return {
    assetId,
    otherAssets,
    root,
    clock,
    follower,
    worker,
    described,
    reads,
    unique,
    describeJobId,
    jobId,
    versionJobId,
  };
}

export async function runToEnd(job: { run(): Promise<'more' | 'idle'> }): Promise<number> {
  let runs = 1;
  while ((await job.run()) === 'more') runs += 1;
  return runs;
}

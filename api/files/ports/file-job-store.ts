import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { FileJob, FileJobLane, FileJobProblem, FileJobState, JobOutcome } from '../domain/file-job.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** A worker's hold on a job, lost when its lease ends before it is renewed. */
export interface JobClaim {
  readonly id: string;
  /** Names the holder of the lease. */
  readonly token: string;
}

export interface FileJobFilter {
  readonly organizationId: OrganizationId;
  /** Null for every state. */
  readonly state: FileJobState | null;
  /** Only those that ended so. */
  readonly problems?: readonly FileJobProblem[];
}

export interface VersionJobFilter {
  readonly root: Hex;
  readonly kinds: readonly string[];
  readonly states: readonly FileJobState[];
}

/** The queue of work on published files. One document a job; each change is one compare-and-set. */
export interface FileJobStore {
  /** Those whose id is there already stay as they are. */
  enqueue(jobs: readonly FileJob[]): Promise<void>;
  /**
   * Begins a job of the lane that is due: waiting, or left behind by a worker whose lease is over. Of the organization that comes
   * next in turn `after` the one given, the one that has been due longest: nobody's ten thousand files hold up another's six.
   */
  claim(
    turn: { readonly lane: FileJobLane; readonly after: OrganizationId | null },
    lease: { readonly token: string; readonly now: Date; readonly until: Date },
  ): Promise<FileJob | null>;
  /**
   * Begins also jobs like one that was claimed: of its organization, lane and kind, due next, never begun before, on whole versions
   * that have at most `mostFiles` files together.
   */
  claimAlike(
    job: FileJob,
    lease: {
      readonly token: string;
      readonly now: Date;
      readonly until: Date;
      readonly mostFiles: number;
    },
  ): Promise<FileJob[]>;
  /** Keeps the lease; false when another has the job by now. */
  renew(
    claim: JobClaim,
    lease: { readonly now: Date; readonly until: Date; readonly progress: number },
  ): Promise<boolean>;
  /** Ends the attempt; false when another has the job by now, and nothing is changed. */
  settle(claim: JobClaim, outcome: JobOutcome, now: Date): Promise<boolean>;
  /** As `settle` of each. */
  settleAll(
    claims: { readonly ids: readonly string[]; readonly token: string },
    outcome: JobOutcome,
    now: Date,
  ): Promise<void>;
  find(id: string): Promise<FileJob | null>;
  /** Newest first. They are looked at often: counted no further than `COUNTED_AT_MOST`. */
  list(filter: FileJobFilter, page: PageRequest): Promise<Page<FileJob>>;
  /** The same. */
  count(filter: FileJobFilter): Promise<number>;
  /** At most `most`, of one asset and state. */
  listByAsset(
    assetId: AssetId,
    { state, most }: { readonly state: FileJobState; readonly most: number },
  ): Promise<FileJob[]>;
  /** Whether work of one of the kinds, in one of the states, was enqueued for the version with this file manifest. */
  hasOfVersion(assetId: AssetId, filter: VersionJobFilter): Promise<boolean>;
  /** How many of the lane are waiting or under way. */
  countOpen(lane: FileJobLane): Promise<number>;
  /** Lets one wait anew, with all its attempts, if it is in one of the states; false when it is not. */
  retry(id: string, states: readonly FileJobState[], now: Date): Promise<boolean>;
  /** The same for all of an organization; returns how many. */
  retryAll(filter: FileJobFilter & { readonly state: FileJobState }, now: Date): Promise<number>;
  /** The same for all of a kind, once the machine has what it lacked. */
  revive(kind: string, now: Date): Promise<void>;
  /** Forgets the work on a content of the asset. Who is at it, or at all files of a version, loses its hold. @returns whether somebody is */
  removeOf(assetId: AssetId, sha256: string): Promise<boolean>;
  /** The asset has another holder. */
  moveTo(assetId: AssetId, organizationId: OrganizationId): Promise<void>;
}

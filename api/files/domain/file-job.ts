import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AccessLevel } from '../../assets/domain/asset.ts';

export const FILE_JOB_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'UNAVAILABLE'] as const;
export type FileJobState = (typeof FILE_JOB_STATES)[number];

/** Those that somebody may ask to be tried again. */
export const RETRIED_STATES = ['FAILED', 'UNAVAILABLE'] as const satisfies readonly FileJobState[];

/** Why work on a file ended without success; pages have words for each. */
export const FILE_JOB_PROBLEMS = [
  'FILE_DAMAGED',
  'FILE_LOST',
  'INTERRUPTED',
  'MISSING_FILE',
  'PLATFORM',
  'TIME_LIMIT',
  'TOOL_MISSING',
  'TOO_LARGE',
  'UNDECODABLE',
  'UNSUPPORTED',
] as const;
/**
 * FILE_DAMAGED: the stored original has other bytes than were published. UNDECODABLE: the platform's programs can't decode it, which
 * says nothing of its bytes.
 */
export type FileJobProblem = (typeof FILE_JOB_PROBLEMS)[number];

/** Whether another try may end otherwise with the same file: not where the reason is the file, or what the platform works on at all. */
const MAY_PASS: Readonly<Record<FileJobProblem, boolean>> = {
  // It may be brought back.
  FILE_DAMAGED: true,
  FILE_LOST: true,
  INTERRUPTED: true,
  // The version that has the missing file gets work of its own.
  MISSING_FILE: false,
  PLATFORM: true,
  TIME_LIMIT: true,
  TOOL_MISSING: true,
  TOO_LARGE: false,
  UNDECODABLE: false,
  UNSUPPORTED: false,
};
export const PROBLEMS_THAT_MAY_PASS = FILE_JOB_PROBLEMS.filter((problem) => MAY_PASS[problem]);

export interface JobFailure {
  readonly problem: FileJobProblem;
  /** A sentence with the particulars, in English. */
  readonly detail: string;
  /** The same in Chinese; failures that an older platform kept have none. */
  readonly detailZh?: string;
}

/** A sentence for the holder, in both languages; what a program or library said stays as it said it. */
export interface Particulars {
  readonly en: string;
  readonly zh: string;
}

export function jobFailure(problem: FileJobProblem, { en, zh }: Particulars): JobFailure {
  return { problem, detail: en, detailZh: zh };
}

/** Light work, of which pages wait, does not queue behind an hour of film. */
export const FILE_JOB_LANES = ['light', 'heavy'] as const;
export type FileJobLane = (typeof FILE_JOB_LANES)[number];

/** A file of a published version, as jobs are told of it. */
export interface JobFile {
  readonly organizationId: OrganizationId;
  readonly assetId: AssetId;
  readonly access: AccessLevel;
  /** Of the file manifest it stands in, and its place there: the first version that has it. */
  readonly root: Hex;
  readonly index: number;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly cid: string;
}

/** The same for the same kind of work on the same content of an asset, so that nothing is enqueued twice. */
export function fileJobId(
  { assetId, sha256 }: Pick<JobFile, 'assetId' | 'sha256'>,
  { kind, revision = 1 }: { readonly kind: string; readonly revision?: number },
): string {
  return `${assetId}.${sha256}.${namedKind(kind, revision)}`;
}

/** Of what is done for all files of a version. */
export function versionJobId({ assetId, root }: Pick<JobFile, 'assetId' | 'root'>, work: string): string {
  return `${assetId}.${root}.${work}`;
}

export function namedKind(kind: string, revision = 1): string {
  return revision === 1 ? kind : `${kind}-${revision}`;
}

/** One kind of work on one file. */
export interface FileJob {
  /** Of kind, asset and content (and version, for kinds that look at other files of it): enqueued again it is the same job. */
  readonly id: string;
  readonly kind: string;
  readonly lane: FileJobLane;
  /** Of a job on many files: the first that is left, without path, length and hashes. */
  readonly file: JobFile;
  /** Of a job on many files of a version: the index that follows the last. */
  readonly until?: number;
  /** FAILED: it stays so until somebody retries it. UNAVAILABLE: the machine lacks something. */
  readonly state: FileJobState;
  /** 0 to 1. */
  readonly progress: number;
  /** How often it was begun since it was enqueued or retried. */
  readonly attempts: number;
  /** When it is tried again; null for one that is not waiting. */
  readonly nextAttemptAt: Date | null;
  /** Why the last attempt ended without success. */
  readonly failure: JobFailure | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** After so many attempts a job stays failed. */
export const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** How long a job rests after its nth failed attempt. */
export function pauseAfterMs(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 4 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);
}

/** How an attempt ended. */
export type JobOutcome =
  | { readonly state: 'DONE' }
  | { readonly state: 'FAILED' | 'UNAVAILABLE'; readonly failure: JobFailure }
  /** To be tried again then. */
  | { readonly state: 'WAITING'; readonly nextAttemptAt: Date; readonly failure: JobFailure | null }
  /** Of a job on many files: to be gone on with, once others had their turn, from the file with this index. */
  | {
      readonly state: 'WAITING';
      readonly nextAttemptAt: Date;
      readonly failure: null;
      readonly from: number;
    };

/** Whether it is worth another try now. */
export function isRetriable({ state, failure }: Pick<FileJob, 'state' | 'failure'>): boolean {
  return RETRIED_STATES.some((each) => each === state) && failure !== null && MAY_PASS[failure.problem];
}

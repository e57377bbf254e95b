import type { ContentDoubt } from '@lanran/sdk/publishing/file-signatures';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { errorCode } from '../../../../lib/session/error-text.ts';
import type { FileSource } from '../../../../lib/files/file-handles.ts';
import { HashingError } from '../../../../lib/files/hash-file.ts';
import type { Rate } from '../../../../lib/files/rate-meter.ts';

export type FilePhase =
  /** Of an earlier visit; the page has to be given the file again. */
  | 'missing'
  | 'waiting'
  | 'hashing'
  /** Hashed; waits for its turn. */
  | 'ready'
  | 'sending'
  /** All bytes are there; the platform compares hashes. */
  | 'checking'
  /** Waits for the connection, and tries again by itself. */
  | 'offline'
  /** Another tab sends it. */
  | 'elsewhere'
  | 'paused'
  | 'failed'
  | 'done';

export const PHASES: readonly FilePhase[] = [
  'missing',
  'waiting',
  'hashing',
  'ready',
  'sending',
  'checking',
  'offline',
  'elsewhere',
  'paused',
  'failed',
  'done',
];

/** Something happens to these by itself. */
export const LIVE: readonly FilePhase[] = ['waiting', 'hashing', 'ready', 'sending', 'checking', 'offline'];

export interface FileWork {
  readonly path: string;
  readonly bytes: number;
  readonly phase: FilePhase;
  readonly hashedBytes: number;
  readonly sentBytes: number;
  readonly sha256: string | null;
  readonly error: unknown;
  /** Some of it was sent once, in this visit or before. */
  readonly isBegun: boolean;
}

/** What a browser keeps of a file beyond the page. */
export interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly digest: FileDigest | null;
  readonly isPaused: boolean;
  readonly isBegun: boolean;
  readonly source: FileSource | null;
  /** Whether it is what its name promises, once that was looked at. */
  readonly doubt: ContentDoubt | null;
}

export interface UploadsView {
  /** Of this page, by path; an entry changes identity when it changes. */
  readonly work: ReadonlyMap<string, FileWork>;
  readonly digests: ReadonlyMap<string, FileDigest>;
  /** Files that are not what their names promise. */
  readonly doubts: ReadonlyMap<string, ContentDoubt>;
  /** What was kept of earlier visits has not been read yet. */
  readonly isRestoring: boolean;
  /** Something is on its way, or will be as soon as it is its turn. */
  readonly isBusy: boolean;
  readonly isPaused: boolean;
  readonly isOffline: boolean;
  /** Nothing goes on until the person has signed in again. */
  readonly isSignedOut: boolean;
  /** What stopped everything, as it would stop the next file too; null unless something did. */
  readonly halted: unknown;
  /** Files of an earlier visit that the browser can open again by itself, once it is allowed to. */
  readonly reopenable: number;
  readonly totalBytes: number;
  readonly hashedBytes: number;
  readonly sentBytes: number;
  readonly rate: Rate | null;
}

/** How often each refusal is tried again by itself. */
const RETRIES: Readonly<Record<string, number>> = {
  UNREACHABLE: Infinity,
  UNAVAILABLE: Infinity,
  INTERNAL: 3,
  CONFLICT: 3,
  CHECKSUM_MISMATCH: 3,
  CONTENT_MISMATCH: 1,
  NOT_FOUND: 1,
};
/** Refusals that the next file would meet as well. */
const OF_ALL: readonly string[] = ['STORAGE_FULL', 'QUOTA_EXCEEDED', 'FORBIDDEN'];
/** Refusals that may be over by the next try, or once somebody has done something about them. */
const PASSING: readonly string[] = [
  ...Object.keys(RETRIES).filter((code) => code !== 'NOT_FOUND'),
  ...OF_ALL,
  'UNREADABLE',
];
const FIRST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 30_000;

export type Retry = 'again' | 'sign-in' | 'halt' | 'fail';

/** What to do about a refusal that came for the `tries`-th time (from 1). */
export function retryAfter(error: unknown, tries: number): Retry {
  const code = errorCode(error);
  if (code === 'SIGN_IN_REQUIRED') return 'sign-in';
  if (isOfAll(error)) return 'halt';
  if (error instanceof HashingError) return 'fail';
  return tries <= (RETRIES[code] ?? 0) ? 'again' : 'fail';
}

/** Whether the next file would meet this refusal as well. */
export function isOfAll(error: unknown): boolean {
  return OF_ALL.includes(errorCode(error)) && !isBeyondQuota(error);
}

/** Whether the same file may yet be taken; otherwise only another, or none, helps. */
export function canPass(error: unknown): boolean {
  return PASSING.includes(errorCode(error)) && !isBeyondQuota(error);
}

/** One file alone is more than the organization has room for in all. */
function isBeyondQuota(error: unknown): boolean {
  if (!(error instanceof RefusedError) || error.limit === null) return false;
  return error.code === 'QUOTA_EXCEEDED' && error.limit.bytes > error.limit.mostBytes;
}

/** Doubles with each try. */
export function waitBefore(tries: number): number {
  return Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
}

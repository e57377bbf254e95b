import type { ContentDoubt } from '@lanran/sdk/publishing/file-signatures';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { FileSource } from '../../../../lib/files/file-handles.ts';
import { PhaseIndex } from './phase-index.ts';
import type { FilePhase, FileWork, KeptFile } from './upload-phase.ts';
import type { UploadsPorts } from './uploads-ports.ts';

/** A file that this page was given, and the try that is under way with it. */
export interface Job {
  readonly file: File;
  readonly source: FileSource | null;
  readonly abort: AbortController;
  /** Paused before a reload, and found again by the page itself: it is hashed, and then waits for the person. */
  readonly isHeld: boolean;
  /** What was begun in an earlier visit has this hash. */
  readonly expected: string | null;
  tries: number;
  /** In which it is sent. */
  session: number;
}

/** What is known of a draft's files that are on their way, and what the browser is to keep of it. */
export class UploadState {
  readonly work = new PhaseIndex();
  readonly jobs = new Map<string, Job>();
  readonly digests = new Map<string, FileDigest>();
  readonly doubts = new Map<string, ContentDoubt>();
  /** Of earlier visits, for files that are missing here. */
  readonly kept = new Map<string, KeptFile>();
  movedBytes = 0;
  isRestoring = true;
  isPaused = false;
  isSignedOut = false;
  /** Counts sign-ins: a refusal may come late, of a session before. */
  session = 0;
  halted: unknown = null;
  readonly #ports: Pick<UploadsPorts, 'keep' | 'forget'>;
  readonly #onChange: () => void;

  constructor(ports: Pick<UploadsPorts, 'keep' | 'forget'>, onChange: () => void) {
    this.#ports = ports;
    this.#onChange = onChange;
  }

  phaseOf(path: string): FilePhase | null {
    return this.work.get(path)?.phase ?? null;
  }

  change(path: string, change: Partial<FileWork>): void {
    const work = this.work.get(path);
    if (work === undefined) return;
    this.work.set({ ...work, ...change });
    this.#onChange();
  }

  /** Whether what comes of a try still counts. */
  isCurrent(path: string, job: Job): boolean {
    return this.jobs.get(path) === job && !job.abort.signal.aborted;
  }

  stop(path: string): void {
    this.jobs.get(path)?.abort.abort();
  }

  /** Beyond the page. */
  keep(path: string): void {
    const work = this.work.get(path);
    if (work === undefined) return;
    const job = this.jobs.get(path);
    const isPaused = work.phase === 'paused' || (job?.isHeld ?? false);
    const { bytes, isBegun } = work;
    const digest = this.digests.get(path) ?? this.kept.get(path)?.digest ?? null;
    const doubt = this.doubts.get(path) ?? null;
    this.#ports.keep({ path, bytes, digest, isPaused, isBegun, source: job?.source ?? null, doubt });
  }

  forget(path: string): void {
    this.stop(path);
    this.work.delete(path);
    this.jobs.delete(path);
    this.kept.delete(path);
    this.digests.delete(path);
    this.doubts.delete(path);
    this.#ports.forget(path);
  }
}

export function newWork(
  { path, bytes, digest, isBegun }: Pick<KeptFile, 'path' | 'bytes' | 'digest' | 'isBegun'>,
  phase: FilePhase,
): FileWork {
  return {
    path,
    bytes,
    phase,
    isBegun,
    hashedBytes: 0,
    sentBytes: 0,
    sha256: digest?.sha256 ?? null,
    error: null,
  };
}

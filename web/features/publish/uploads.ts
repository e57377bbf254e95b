import type { FileDigest } from '@lanran/protocol/file-digest';
import type { ChosenFile } from './chosen-files.ts';
import type { FileToSend, Sending } from './send-file.ts';
import { type Rate, RateMeter } from './rate-meter.ts';

export type FilePhase =
  | 'waiting'
  | 'hashing'
  /** Hashed; waits for its turn. */
  | 'ready'
  | 'sending'
  /** All bytes are there; the platform hashes them. */
  | 'checking'
  | 'paused'
  | 'failed'
  | 'done';

export interface FileWork {
  readonly path: string;
  readonly bytes: number;
  readonly phase: FilePhase;
  readonly hashedBytes: number;
  readonly sentBytes: number;
  readonly sha256: string | null;
  readonly error: unknown;
}

export interface UploadsView {
  /** Of this page, by path; an entry changes identity when it changes. */
  readonly work: ReadonlyMap<string, FileWork>;
  readonly digests: ReadonlyMap<string, FileDigest>;
  readonly isBusy: boolean;
  readonly isPaused: boolean;
  readonly totalBytes: number;
  readonly hashedBytes: number;
  readonly sentBytes: number;
  readonly rate: Rate | null;
}

export interface UploadsPorts {
  hash(file: File, options: { signal: AbortSignal; onProgress(bytes: number): void }): Promise<FileDigest>;
  send(
    file: FileToSend,
    hooks: { onProgress(bytes: number): void; onDone(): void; onFailed(error: unknown): void },
  ): Promise<Sending>;
  /** What the platform has whole, by path: SHA-256. */
  arrived(): ReadonlyMap<string, string>;
  onArrived(): void;
  keepDigests(digests: ReadonlyMap<string, FileDigest>): void;
  now(): number;
}

const HASHERS = 2;
const SENDERS = 3;
const TELL_MS = 200;

interface Job {
  readonly file: File;
  readonly abort: AbortController;
  sending: Sending | null;
}

/** The files of one draft on their way from this page: hashed, then sent, a few at a time. Outlives the page's components. */
export class Uploads {
  readonly #draftId: string;
  readonly #ports: UploadsPorts;
  readonly #work = new Map<string, FileWork>();
  readonly #jobs = new Map<string, Job>();
  readonly #digests: Map<string, FileDigest>;
  readonly #listeners = new Set<() => void>();
  readonly #meter = new RateMeter();
  #isPaused = false;
  #view: UploadsView;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(draftId: string, digests: Map<string, FileDigest>, ports: UploadsPorts) {
    this.#draftId = draftId;
    this.#digests = digests;
    this.#ports = ports;
    this.#view = this.#look();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): UploadsView => this.#view;

  add(chosen: readonly ChosenFile[]): void {
    for (const { path, file } of chosen) {
      this.#stop(path);
      this.#digests.delete(path);
      this.#jobs.set(path, { file, abort: new AbortController(), sending: null });
      this.#work.set(path, {
        path,
        bytes: file.size,
        phase: 'waiting',
        hashedBytes: 0,
        sentBytes: 0,
        sha256: null,
        error: null,
      });
    }
    this.#isPaused = false;
    this.#tellNow();
    this.#next();
  }

  pause(path: string): void {
    const { phase = null } = this.#work.get(path) ?? {};
    if (phase === null || phase === 'done' || phase === 'failed' || phase === 'checking') return;
    this.#stop(path);
    this.#change(path, { phase: 'paused', hashedBytes: 0 });
    this.#next();
  }

  /** Goes on with one that was paused, or tries again one that failed. */
  resume(path: string): void {
    const job = this.#jobs.get(path);
    const work = this.#work.get(path);
    if (job === undefined || (work?.phase !== 'paused' && work?.phase !== 'failed')) return;
    this.#isPaused = false;
    this.#jobs.set(path, { file: job.file, abort: new AbortController(), sending: null });
    this.#change(path, { phase: this.#digests.has(path) ? 'ready' : 'waiting', error: null });
    this.#next();
  }

  pauseAll(): void {
    this.#isPaused = true;
    for (const path of this.#work.keys()) this.pause(path);
    this.#tellNow();
  }

  resumeAll(): void {
    this.#isPaused = false;
    for (const path of this.#work.keys()) this.resume(path);
    this.#tellNow();
  }

  /** Tries again what failed; what was paused by hand waits for the hand. */
  retryFailed(): void {
    for (const { path, phase } of [...this.#work.values()]) if (phase === 'failed') this.resume(path);
  }

  /** Forgets a file; what the platform has of it is the caller's to remove. */
  cancel(path: string): void {
    this.#stop(path);
    this.#work.delete(path);
    this.#jobs.delete(path);
    if (this.#digests.delete(path)) this.#ports.keepDigests(this.#digests);
    this.#tellNow();
    this.#next();
  }

  /** Takes nothing up any more. */
  close(): void {
    for (const path of [...this.#work.keys()]) this.#stop(path);
    this.#work.clear();
    this.#jobs.clear();
    this.#tellNow();
  }

  #next(): void {
    if (this.#isPaused) return;
    this.#begin('waiting', { as: 'hashing', most: HASHERS, run: (path, job) => this.#hash(path, job) });
    this.#begin('ready', { as: 'sending', most: SENDERS, run: (path, job) => this.#send(path, job) });
  }

  #begin(
    from: FilePhase,
    { as, most, run }: { as: FilePhase; most: number; run(path: string, job: Job): Promise<void> },
  ): void {
    let free = most - this.#count(as) - (as === 'sending' ? this.#count('checking') : 0);
    for (const { path, phase } of this.#work.values()) {
      if (free <= 0) return;
      const job = this.#jobs.get(path);
      if (phase !== from || job === undefined) continue;
      this.#change(path, { phase: as });
      free--;
      run(path, job).catch((error: unknown) => this.#fail(path, job, error));
    }
  }

  #count(phase: FilePhase): number {
    let count = 0;
    for (const work of this.#work.values()) if (work.phase === phase) count++;
    return count;
  }

  async #hash(path: string, job: Job): Promise<void> {
    const digest = await this.#ports.hash(job.file, {
      signal: job.abort.signal,
      onProgress: (hashedBytes) => {
        if (this.#isCurrent(path, job)) this.#change(path, { hashedBytes });
      },
    });
    if (!this.#isCurrent(path, job)) return;
    this.#digests.set(path, digest);
    this.#ports.keepDigests(this.#digests);
    const isThere = this.#ports.arrived().get(path) === digest.sha256;
    this.#change(path, {
      hashedBytes: digest.bytes,
      sha256: digest.sha256,
      phase: isThere ? 'done' : 'ready',
      sentBytes: isThere ? digest.bytes : 0,
    });
    this.#next();
  }

  async #send(path: string, job: Job): Promise<void> {
    const sha256 = this.#digests.get(path)?.sha256 ?? '';
    const sending = await this.#ports.send(
      { draftId: this.#draftId, path, file: job.file, sha256 },
      {
        onProgress: (sentBytes) => {
          if (!this.#isCurrent(path, job)) return;
          this.#change(path, { sentBytes, phase: sentBytes === job.file.size ? 'checking' : 'sending' });
        },
        onDone: () => {
          if (!this.#isCurrent(path, job)) return;
          this.#change(path, { sentBytes: job.file.size, phase: 'done' });
          this.#ports.onArrived();
          this.#next();
        },
        onFailed: (error) => this.#fail(path, job, error),
      },
    );
    // Paused or canceled while it was being set up.
    if (this.#isCurrent(path, job)) job.sending = sending;
    else await sending.stop();
  }

  #fail(path: string, job: Job, error: unknown): void {
    if (!this.#isCurrent(path, job)) return;
    this.#change(path, { phase: 'failed', error });
    this.#next();
  }

  #isCurrent(path: string, job: Job): boolean {
    return this.#jobs.get(path) === job && !job.abort.signal.aborted;
  }

  #stop(path: string): void {
    const job = this.#jobs.get(path);
    job?.abort.abort();
    // An upload that can't be stopped cleanly is over anyway.
    job?.sending?.stop().catch(() => undefined);
  }

  #change(path: string, change: Partial<FileWork>): void {
    const work = this.#work.get(path);
    if (work === undefined) return;
    this.#work.set(path, { ...work, ...change });
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tellNow(), TELL_MS);
  }

  #tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): UploadsView {
    const all = [...this.#work.values()];
    const sum = (pick: (work: FileWork) => number) => all.reduce((total, work) => total + pick(work), 0);
    const sentBytes = sum((work) => work.sentBytes);
    const totalBytes = sum((work) => work.bytes);
    const isSending = all.some(({ phase }) => phase === 'sending');
    if (isSending) this.#meter.note(sentBytes, this.#ports.now());
    else this.#meter.forget();
    return {
      work: new Map(this.#work),
      digests: new Map(this.#digests),
      isBusy: all.some(({ phase }) => phase !== 'done' && phase !== 'paused' && phase !== 'failed'),
      isPaused: all.some(({ phase }) => phase === 'paused'),
      totalBytes,
      hashedBytes: sum((work) => work.hashedBytes),
      sentBytes,
      rate: isSending ? this.#meter.rate(totalBytes) : null,
    };
  }
}

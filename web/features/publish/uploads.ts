import type { FileDigest } from '@lanran/protocol/file-digest';
import type { ChosenFile } from '../../lib/files/chosen-files.ts';
import type { FileSource } from '../../lib/files/file-handles.ts';
import { OtherFileError } from '../../lib/files/other-file-error.ts';
import { RateMeter } from '../../lib/files/rate-meter.ts';
import type { FileToSend, SendHooks } from '../../lib/files/send-file.ts';
import { PhaseIndex } from './phase-index.ts';
import {
  canPass,
  type FilePhase,
  type FileWork,
  type KeptFile,
  retryAfter,
  type UploadsView,
  waitBefore,
} from './upload-work.ts';

export interface UploadsPorts {
  hash(file: File, options: { signal: AbortSignal; onProgress(bytes: number): void }): Promise<FileDigest>;
  send(file: FileToSend, hooks: SendHooks): Promise<void>;
  /** What the platform has whole, by path: SHA-256. */
  arrived(): ReadonlyMap<string, string>;
  /** The same, asked for now. */
  askArrived(): Promise<ReadonlyMap<string, string>>;
  /** Where the platform has a part of a file. */
  uploadUrl(path: string): string | null;
  /** How much of an upload the platform has; null when it has none. */
  arrivedBytes(uploadUrl: string): Promise<number | null>;
  onArrived(): void;
  keep(file: KeptFile): void;
  forget(path: string): void;
  /** The file as it is on this computer now; null when it can't be read. */
  open(source: FileSource): Promise<File | null>;
  now(): number;
  /** Ends early when the connection is back. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** How often listeners hear of progress. */
  readonly tellMs: number;
}

const HASHERS = 2;
const SENDERS = 3;
const TOLD_PER_MS = 10;
/** More uploads than a few are begun by other clients alone. */
const MOST_ASKED = 24;
const LIVE: readonly FilePhase[] = ['waiting', 'hashing', 'ready', 'sending', 'checking', 'offline'];

interface Job {
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

/** The files of one draft on their way from this page: hashed, then sent, a few at a time. Outlives the page's components. */
export class Uploads {
  readonly #draftId: string;
  readonly #ports: UploadsPorts;
  readonly #work = new PhaseIndex();
  readonly #jobs = new Map<string, Job>();
  readonly #digests = new Map<string, FileDigest>();
  /** Of earlier visits, for files that are missing here. */
  readonly #kept = new Map<string, KeptFile>();
  readonly #listeners = new Set<() => void>();
  readonly #meter = new RateMeter();
  #movedBytes = 0;
  #isRestoring = true;
  #isPaused = false;
  #isSignedOut = false;
  /** Counts sign-ins: a refusal may come late, of a session before. */
  #session = 0;
  #halted: unknown = null;
  #view: UploadsView;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(draftId: string, ports: UploadsPorts) {
    this.#draftId = draftId;
    this.#ports = ports;
    this.#view = this.#look();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): UploadsView => this.#view;

  /** What the browser kept of earlier visits; what was chosen here meanwhile stays. */
  restore(kept: readonly KeptFile[]): void {
    for (const file of kept) {
      const { path, digest } = file;
      if (this.#work.get(path) !== undefined) continue;
      if (digest !== null) this.#digests.set(path, digest);
      if (digest !== null && this.#ports.arrived().get(path) === digest.sha256) continue;
      this.#kept.set(path, file);
      this.#work.set(newWork(file, 'missing'));
    }
    this.#isRestoring = false;
    this.#tellNow();
    const begun = kept
      .filter(({ path }) => this.#work.get(path)?.phase === 'missing')
      .map(({ path }) => path);
    for (const path of begun.filter((each) => this.#ports.uploadUrl(each) !== null).slice(0, MOST_ASKED))
      void this.#askArrived(path);
  }

  /** What a person chose goes on its way, also what was paused before a reload: choosing it again says so. */
  add(chosen: readonly ChosenFile[]): void {
    this.#take(chosen, 'person');
  }

  #take(chosen: readonly ChosenFile[], by: 'person' | 'page'): void {
    for (const { path, file, source } of chosen) {
      const begun = this.#kept.get(path) ?? null;
      this.#stop(path);
      const job: Job = {
        file,
        source,
        abort: new AbortController(),
        isHeld: by === 'page' && begun?.isPaused === true,
        expected: begun?.isBegun === true ? (begun.digest?.sha256 ?? null) : null,
        tries: 0,
        session: this.#session,
      };
      if (begun?.isBegun === true && begun.bytes !== file.size) {
        this.#work.set({ ...newWork(begun, 'failed'), error: new OtherFileError(path, 'SIZE') });
        continue;
      }
      this.#digests.delete(path);
      this.#jobs.set(path, job);
      const isBegun = begun?.isBegun ?? false;
      const { sentBytes = 0 } = isBegun ? (this.#work.get(path) ?? {}) : {};
      this.#work.set({
        ...newWork({ path, bytes: file.size, digest: null, isBegun }, 'waiting'),
        sentBytes,
      });
      // What is known of the file that was begun stays until this one proves to be it.
      if (begun === null) this.#keep(path);
    }
    this.#isPaused = false;
    this.#halted = null;
    this.#tellNow();
    this.#next();
  }

  /** Goes on with what an earlier visit left and the browser can open again; those that are gone stay missing. Unless a person asks, what was paused stays so. */
  async reopen(by: 'person' | 'page'): Promise<void> {
    const again = [...this.#kept.values()].filter(({ path }) => this.#work.get(path)?.phase === 'missing');
    const found: ChosenFile[] = [];
    for (const { path, source } of again) {
      const file = source === null ? null : await this.#ports.open(source);
      if (file !== null) found.push({ path, file, source });
    }
    this.#take(found, by);
  }

  pause(paths: readonly string[]): void {
    // All before the next begins, which would be one of them.
    for (const path of paths) this.#pause(path);
    this.#next();
  }

  /** Goes on with those that were paused, and tries again those that failed and may pass. */
  resume(paths: readonly string[]): void {
    this.#isPaused = false;
    this.#halted = null;
    for (const path of paths) this.#resume(path);
    this.#tellNow();
    this.#next();
  }

  pauseAll(): void {
    this.#isPaused = true;
    this.pause(this.#work.paths());
    this.#tellNow();
  }

  resumeAll(): void {
    this.resume(this.#work.paths());
  }

  /** Somebody who may is signed in again. */
  signedIn(): void {
    this.#session += 1;
    if (!this.#isSignedOut) return;
    this.#isSignedOut = false;
    this.#tellNow();
    this.#next();
  }

  /** Forgets files; what the platform has of them is the caller's to remove. */
  cancel(paths: readonly string[]): void {
    for (const path of paths) {
      this.#stop(path);
      this.#work.delete(path);
      this.#jobs.delete(path);
      this.#kept.delete(path);
      this.#digests.delete(path);
      this.#ports.forget(path);
    }
    this.#tellNow();
    this.#next();
  }

  /** Takes nothing up any more. */
  close(): void {
    for (const path of this.#work.paths()) {
      this.#stop(path);
      this.#work.delete(path);
    }
    this.#jobs.clear();
    this.#tellNow();
  }

  /** So that the page says how much of a file is there before it is given the file again. */
  async #askArrived(path: string): Promise<void> {
    const url = this.#ports.uploadUrl(path);
    // Not known is not shown.
    const sentBytes = url === null ? null : await this.#ports.arrivedBytes(url).catch(() => null);
    const work = this.#work.get(path);
    if (sentBytes !== null && work !== undefined && work.sentBytes < sentBytes)
      this.#change(path, { sentBytes });
  }

  #pause(path: string): void {
    const { phase = 'done' } = this.#work.get(path) ?? {};
    if (phase === 'checking' || !(LIVE.includes(phase) || phase === 'elsewhere')) return;
    this.#stop(path);
    this.#change(path, { phase: 'paused', hashedBytes: 0 });
    this.#keep(path);
  }

  #resume(path: string): void {
    const job = this.#jobs.get(path);
    const work = this.#work.get(path);
    if (job === undefined || (work?.phase !== 'paused' && work?.phase !== 'failed')) return;
    if (work.phase === 'failed' && !canPass(work.error)) return;
    this.#jobs.set(path, { ...job, abort: new AbortController(), isHeld: false, tries: 0 });
    this.#change(path, { phase: this.#digests.has(path) ? 'ready' : 'waiting', error: null });
    this.#keep(path);
  }

  #next(): void {
    if (this.#isPaused) return;
    this.#begin('waiting', {
      as: 'hashing',
      free: HASHERS - this.#work.count('hashing'),
      run: (path, job) => this.#hash(path, job),
    });
    if (this.#isSignedOut) return;
    const taken = (['sending', 'checking', 'offline'] as const).map((phase) => this.#work.count(phase));
    this.#begin('ready', {
      as: 'sending',
      free: SENDERS - taken.reduce((sum, count) => sum + count, 0),
      run: (path, job) => this.#send(path, job),
    });
  }

  #begin(
    from: FilePhase,
    { as, free, run }: { as: FilePhase; free: number; run(path: string, job: Job): Promise<void> },
  ): void {
    for (const path of this.#work.first(from, free)) {
      const job = this.#jobs.get(path);
      if (job === undefined) continue;
      this.#change(path, { phase: as });
      run(path, job).catch((error: unknown) => this.#fail(path, job, error));
    }
  }

  async #hash(path: string, job: Job): Promise<void> {
    const digest = await this.#ports.hash(job.file, {
      signal: job.abort.signal,
      onProgress: (hashedBytes) => {
        if (this.#isCurrent(path, job)) this.#change(path, { hashedBytes });
      },
    });
    if (!this.#isCurrent(path, job)) return;
    if (job.expected !== null && digest.sha256 !== job.expected) throw new OtherFileError(path, 'CONTENT');
    this.#digests.set(path, digest);
    const isThere = this.#ports.arrived().get(path) === digest.sha256;
    this.#change(path, {
      hashedBytes: digest.bytes,
      sha256: digest.sha256,
      phase: isThere ? 'done' : job.isHeld ? 'paused' : 'ready',
      ...(isThere && { sentBytes: digest.bytes }),
    });
    this.#keep(path);
    this.#next();
  }

  async #send(path: string, job: Job): Promise<void> {
    const sha256 = this.#digests.get(path)?.sha256 ?? '';
    const { abort, file } = job;
    job.session = this.#session;
    let known: number | null = this.#work.get(path)?.isBegun === true ? null : 0;
    this.#change(path, { isBegun: true });
    this.#keep(path);
    await this.#ports.send(
      { draftId: this.#draftId, path, file, sha256, uploadUrl: this.#ports.uploadUrl(path) },
      {
        signal: abort.signal,
        onProgress: (sentBytes) => {
          if (!this.#isCurrent(path, job)) return;
          // What was there before this try is no speed.
          if (known !== null && sentBytes > known) this.#movedBytes += sentBytes - known;
          if (known !== null) job.tries = 0;
          known = sentBytes;
          this.#change(path, { sentBytes, phase: sentBytes === file.size ? 'checking' : 'sending' });
        },
        onElsewhere: () => {
          if (this.#isCurrent(path, job)) this.#change(path, { phase: 'elsewhere' });
          this.#next();
        },
        hasArrived: async () => (await this.#ports.askArrived()).get(path) === sha256,
      },
    );
    if (!this.#isCurrent(path, job)) return;
    this.#change(path, { sentBytes: file.size, phase: 'done' });
    this.#kept.delete(path);
    this.#ports.onArrived();
    this.#next();
  }

  #fail(path: string, job: Job, error: unknown): void {
    if (!this.#isCurrent(path, job)) return;
    job.tries += 1;
    switch (retryAfter(error, job.tries)) {
      case 'again':
        this.#change(path, { phase: 'offline', error });
        void this.#tryAgain(path, job);
        break;
      case 'sign-in':
        if (job.session === this.#session) this.#isSignedOut = true;
        this.#change(path, { phase: 'ready' });
        break;
      case 'halt':
        this.#change(path, { phase: 'failed', error });
        this.pauseAll();
        this.#halted = error;
        break;
      case 'fail':
        this.#change(path, { phase: 'failed', error });
    }
    this.#tellNow();
    this.#next();
  }

  async #tryAgain(path: string, job: Job): Promise<void> {
    await this.#ports.wait(waitBefore(job.tries), job.abort.signal);
    if (!this.#isCurrent(path, job)) return;
    this.#change(path, { phase: 'ready', error: null });
    this.#next();
  }

  #isCurrent(path: string, job: Job): boolean {
    return this.#jobs.get(path) === job && !job.abort.signal.aborted;
  }

  #stop(path: string): void {
    this.#jobs.get(path)?.abort.abort();
  }

  #keep(path: string): void {
    const work = this.#work.get(path);
    if (work === undefined) return;
    const job = this.#jobs.get(path);
    const isPaused = work.phase === 'paused' || (job?.isHeld ?? false);
    const { bytes, isBegun } = work;
    const digest = this.#digests.get(path) ?? this.#kept.get(path)?.digest ?? null;
    this.#ports.keep({ path, bytes, digest, isPaused, isBegun, source: job?.source ?? null });
  }

  #change(path: string, change: Partial<FileWork>): void {
    const work = this.#work.get(path);
    if (work === undefined) return;
    this.#work.set({ ...work, ...change });
    this.#tellSoon();
  }

  /** Looking at ten thousand files takes a while itself: once a second is enough then. */
  #tellMs(): number {
    return Math.max(this.#ports.tellMs, this.#work.size / TOLD_PER_MS);
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tellNow(), this.#tellMs());
  }

  #tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): UploadsView {
    const all = [...this.#work.values()].filter(({ phase }) => phase !== 'missing');
    const sum = (pick: (work: FileWork) => number) => all.reduce((total, work) => total + pick(work), 0);
    const sentBytes = sum((work) => work.sentBytes);
    const totalBytes = sum((work) => work.bytes);
    const isSending = this.#work.count('sending') > 0;
    if (isSending) this.#meter.note(this.#movedBytes, this.#ports.now());
    else this.#meter.forget();
    const missing = [...this.#kept.values()].filter(({ path }) => this.#work.get(path)?.phase === 'missing');
    return {
      work: this.#work.copy(),
      digests: new Map(this.#digests),
      isRestoring: this.#isRestoring,
      isBusy: !this.#isSignedOut && LIVE.some((phase) => this.#work.count(phase) > 0),
      isPaused: this.#work.count('paused') > 0,
      isOffline: this.#work.count('offline') > 0 && !isSending,
      isSignedOut: this.#isSignedOut,
      halted: this.#halted,
      reopenable: missing.filter(({ source }) => source !== null).length,
      totalBytes,
      hashedBytes: sum((work) => work.hashedBytes),
      sentBytes,
      rate: isSending ? this.#meter.rate(totalBytes - sentBytes) : null,
    };
  }
}

function newWork(
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

import type { ChosenFile } from '../../../../lib/files/chosen-files.ts';
import { OtherFileError } from '../../../../lib/files/other-file-error.ts';
import { UploadQueue } from './upload-queue.ts';
import { type Job, newWork, UploadState } from './upload-state.ts';
import { canPass, type KeptFile, LIVE, type UploadsView } from './upload-phase.ts';
import type { UploadsPorts } from './uploads-ports.ts';
import { UploadsTeller } from './uploads-snapshot-emitter.ts';

/** More uploads than a few are begun by other clients alone. */
const MOST_ASKED = 24;

/** The files of one draft on their way from this page, and what a person does with them. Outlives the page's components. */
export class Uploads {
  readonly #ports: UploadsPorts;
  readonly #state: UploadState;
  readonly #teller: UploadsTeller;
  readonly #line: UploadQueue;

  constructor(draftId: string, ports: UploadsPorts) {
    this.#ports = ports;
    this.#state = new UploadState(ports, () => this.#teller.tellSoon());
    this.#teller = new UploadsTeller(this.#state, ports);
    this.#line = new UploadQueue({
      draftId,
      state: this.#state,
      ports,
      onHalt: (error) => {
        this.pauseAll();
        this.#state.halted = error;
      },
      onFailed: () => this.#teller.tellNow(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#teller.subscribe(listener);

  readonly getView = (): UploadsView => this.#teller.view;

  /** What the browser kept of earlier visits; what was chosen here meanwhile stays. */
  restore(kept: readonly KeptFile[]): void {
    const { work, digests, doubts } = this.#state;
    for (const file of kept) {
      const { path, digest, doubt } = file;
      if (work.get(path) !== undefined) continue;
      if (digest !== null) digests.set(path, digest);
      if (doubt !== null) doubts.set(path, doubt);
      if (digest !== null && this.#ports.arrived().get(path) === digest.sha256) continue;
      this.#state.kept.set(path, file);
      work.set(newWork(file, 'missing'));
    }
    this.#state.isRestoring = false;
    this.#teller.tellNow();
    const begun = kept.filter(({ path }) => this.#state.phaseOf(path) === 'missing').map(({ path }) => path);
    for (const path of begun.filter((each) => this.#ports.uploadUrl(each) !== null).slice(0, MOST_ASKED))
      void this.#askArrived(path);
  }

  /** What a person chose goes on its way, also what was paused before a reload: choosing it again says so. */
  add(chosen: readonly ChosenFile[]): void {
    this.#take(chosen, 'person');
  }

  /** Goes on with what an earlier visit left and the browser can open again; those that are gone stay missing. Unless a person asks, what was paused stays so. */
  async reopen(by: 'person' | 'page'): Promise<void> {
    const again = [...this.#state.kept.values()].filter(
      ({ path }) => this.#state.phaseOf(path) === 'missing',
    );
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
    this.#line.next();
  }

  /** Goes on with those that were paused, and tries again those that failed and may pass. */
  resume(paths: readonly string[]): void {
    this.#state.isPaused = false;
    this.#state.halted = null;
    for (const path of paths) this.#resume(path);
    this.#teller.tellNow();
    this.#line.next();
  }

  pauseAll(): void {
    this.#state.isPaused = true;
    this.pause(this.#state.work.paths());
    this.#teller.tellNow();
  }

  resumeAll(): void {
    this.resume(this.#state.work.paths());
  }

  /** Somebody who may is signed in again. */
  signedIn(): void {
    this.#state.session += 1;
    if (!this.#state.isSignedOut) return;
    this.#state.isSignedOut = false;
    this.#teller.tellNow();
    this.#line.next();
  }

  /** Forgets files; what the platform has of them is the caller's to remove. */
  cancel(paths: readonly string[]): void {
    for (const path of paths) this.#state.forget(path);
    this.#teller.tellNow();
    this.#line.next();
  }

  /** Takes nothing up any more. */
  close(): void {
    for (const path of this.#state.work.paths()) {
      this.#state.stop(path);
      this.#state.work.delete(path);
    }
    this.#state.jobs.clear();
    this.#teller.tellNow();
  }

  #take(chosen: readonly ChosenFile[], by: 'person' | 'page'): void {
    for (const each of chosen) this.#takeOne(each, by);
    this.#state.isPaused = false;
    this.#state.halted = null;
    this.#teller.tellNow();
    this.#line.next();
  }

  #takeOne({ path, file, source }: ChosenFile, by: 'person' | 'page'): void {
    const state = this.#state;
    const begun = state.kept.get(path) ?? null;
    state.stop(path);
    const job: Job = {
      file,
      source,
      abort: new AbortController(),
      isHeld: by === 'page' && begun?.isPaused === true,
      expected: begun?.isBegun === true ? (begun.digest?.sha256 ?? null) : null,
      tries: 0,
      session: state.session,
    };
    if (begun?.isBegun === true && begun.bytes !== file.size) {
      state.work.set({ ...newWork(begun, 'failed'), error: new OtherFileError(path, 'SIZE') });
      return;
    }
    state.digests.delete(path);
    state.doubts.delete(path);
    state.jobs.set(path, job);
    const isBegun = begun?.isBegun ?? false;
    const { sentBytes = 0 } = isBegun ? (state.work.get(path) ?? {}) : {};
    state.work.set({ ...newWork({ path, bytes: file.size, digest: null, isBegun }, 'waiting'), sentBytes });
    // What is known of the file that was begun stays until this one proves to be it.
    if (begun === null) state.keep(path);
  }

  /** So that the page says how much of a file is there before it is given the file again. */
  async #askArrived(path: string): Promise<void> {
    const url = this.#ports.uploadUrl(path);
    // Not known is not shown.
    const sentBytes = url === null ? null : await this.#ports.arrivedBytes(url).catch(() => null);
    const work = this.#state.work.get(path);
    if (sentBytes !== null && work !== undefined && work.sentBytes < sentBytes)
      this.#state.change(path, { sentBytes });
  }

  #pause(path: string): void {
    const { phase = 'done' } = this.#state.work.get(path) ?? {};
    if (phase === 'checking' || !(LIVE.includes(phase) || phase === 'elsewhere')) return;
    this.#state.stop(path);
    this.#state.change(path, { phase: 'paused', hashedBytes: 0 });
    this.#state.keep(path);
  }

  #resume(path: string): void {
    const { jobs, work: all, digests } = this.#state;
    const job = jobs.get(path);
    const work = all.get(path);
    if (job === undefined || (work?.phase !== 'paused' && work?.phase !== 'failed')) return;
    if (work.phase === 'failed' && !canPass(work.error)) return;
    jobs.set(path, { ...job, abort: new AbortController(), isHeld: false, tries: 0 });
    this.#state.change(path, { phase: digests.has(path) ? 'ready' : 'waiting', error: null });
    this.#state.keep(path);
  }
}

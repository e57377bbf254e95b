import { RateMeter } from '../../../../lib/files/rate-meter.ts';
import type { UploadState } from './upload-state.ts';
import { type FileWork, LIVE, type UploadsView } from './upload-phase.ts';
import type { UploadsPorts } from './uploads-ports.ts';

const TOLD_PER_MS = 10;

/** Tells whoever listens how uploads stand, now and then while they move. */
export class UploadsTeller {
  readonly #state: UploadState;
  readonly #ports: Pick<UploadsPorts, 'now' | 'tellMs'>;
  readonly #listeners = new Set<() => void>();
  readonly #meter = new RateMeter();
  #view: UploadsView;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(state: UploadState, ports: Pick<UploadsPorts, 'now' | 'tellMs'>) {
    this.#state = state;
    this.#ports = ports;
    this.#view = this.#look();
  }

  get view(): UploadsView {
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tellSoon(): void {
    this.#timer ??= setTimeout(() => this.tellNow(), this.#tellMs());
  }

  tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  /** Looking at ten thousand files takes a while itself: once a second is enough then. */
  #tellMs(): number {
    return Math.max(this.#ports.tellMs, this.#state.work.size / TOLD_PER_MS);
  }

  #look(): UploadsView {
    const { work, digests, doubts, kept, movedBytes, isRestoring, isSignedOut, halted } = this.#state;
    const all = [...work.values()].filter(({ phase }) => phase !== 'missing');
    const sum = (pick: (each: FileWork) => number) => all.reduce((total, each) => total + pick(each), 0);
    const sentBytes = sum((each) => each.sentBytes);
    const totalBytes = sum((each) => each.bytes);
    const isSending = work.count('sending') > 0;
    if (isSending) this.#meter.note(movedBytes, this.#ports.now());
    else this.#meter.forget();
    const missing = [...kept.values()].filter(({ path }) => this.#state.phaseOf(path) === 'missing');
    return {
      work: work.copy(),
      digests: new Map(digests),
      doubts: new Map(doubts),
      isRestoring,
      isBusy: !isSignedOut && LIVE.some((phase) => work.count(phase) > 0),
      isPaused: work.count('paused') > 0,
      isOffline: work.count('offline') > 0 && !isSending,
      isSignedOut,
      halted,
      reopenable: missing.filter(({ source }) => source !== null).length,
      totalBytes,
      hashedBytes: sum((each) => each.hashedBytes),
      sentBytes,
      rate: isSending ? this.#meter.rate(totalBytes - sentBytes) : null,
    };
  }
}

import { useEffect, useSyncExternalStore } from 'react';
import { assemble, bytesHere, fetchMissing } from './file-parts.ts';
import { type LicensedFile, requestPart } from './file-request.ts';
import { keepsParts, OpfsPartStore, sweepSaved } from './opfs-part-store.ts';
import { saveFile } from '../../lib/save-file.ts';

export type DownloadPhase = 'idle' | 'running' | 'paused' | 'checking' | 'saved' | 'failed';

export interface DownloadState {
  readonly phase: DownloadPhase;
  /** Bytes that are here, or while checking, that were hashed. */
  readonly done: number;
  readonly bytesPerSecond: number | null;
  readonly error: unknown;
}

const IDLE: DownloadState = { phase: 'idle', done: 0, bytesPerSecond: null, error: null };
/** Progress is shown as often. */
const SHOWN_EVERY_MS = 200;

/* Downloads go on while the person looks at other pages, so they are kept outside of React. */
const states = new Map<string, DownloadState>();
const running = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function show(file: LicensedFile, change: Partial<DownloadState>): void {
  states.set(file.id, { ...(states.get(file.id) ?? IDLE), ...change });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How far a file is; also what a reload left of it. */
export function useDownload(file: LicensedFile): DownloadState {
  const state = useSyncExternalStore(subscribe, () => states.get(file.id) ?? IDLE);
  useEffect(() => {
    if (!keepsParts() || states.has(file.id)) return;
    void (async () => {
      const done = await bytesHere(file, new OpfsPartStore(file.sha256));
      if (done > 0 && !states.has(file.id)) show(file, { phase: 'paused', done });
    })();
  }, [file]);
  return state;
}

export function pauseDownload(file: LicensedFile): void {
  running.get(file.id)?.abort();
}

/** Fetches the rest, checks the whole against what was published, and saves it. Pressed twice it runs once. */
export async function startDownload(file: LicensedFile): Promise<void> {
  if (running.has(file.id)) return;
  const controller = new AbortController();
  running.set(file.id, controller);
  try {
    await runDownload(file, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) show(file, { phase: 'paused', bytesPerSecond: null });
    else show(file, { phase: 'failed', error, bytesPerSecond: null });
  } finally {
    running.delete(file.id);
  }
}

async function runDownload(file: LicensedFile, signal: AbortSignal): Promise<void> {
  await sweepSaved(Date.now());
  const store = new OpfsPartStore(file.sha256);
  const meter = new Meter(file, await bytesHere(file, store));
  show(file, { phase: 'running', error: null, done: meter.done });
  await fetchMissing(file, store, {
    signal,
    fetchPart: (range, options) => requestPart(file, range, options),
    onBytes: (count) => meter.add(count),
  });
  const checked = new Meter(file, 0);
  show(file, { phase: 'checking', done: 0, bytesPerSecond: null });
  const whole = await assemble(file, store, { signal, onBytes: (count) => checked.add(count) });
  saveFile(whole, file.path.split('/').at(-1) ?? file.path);
  await store.markSaved();
  show(file, { phase: 'saved', done: file.bytes, bytesPerSecond: null });
}

/** Counts bytes, and shows them with their speed now and then. */
class Meter {
  readonly #file: LicensedFile;
  readonly #startedAt = performance.now();
  #done: number;
  #arrived = 0;
  #shownAt = 0;

  constructor(file: LicensedFile, done: number) {
    this.#file = file;
    this.#done = done;
  }

  get done(): number {
    return this.#done;
  }

  add(count: number): void {
    this.#done += count;
    this.#arrived += count;
    const now = performance.now();
    if (now - this.#shownAt < SHOWN_EVERY_MS) return;
    this.#shownAt = now;
    const seconds = (now - this.#startedAt) / 1000;
    show(this.#file, { done: this.#done, bytesPerSecond: seconds < 1 ? null : this.#arrived / seconds });
  }
}

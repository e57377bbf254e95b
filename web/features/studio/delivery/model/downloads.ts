import { useEffect, useSyncExternalStore } from 'react';
import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { saveFile } from '../../../../lib/kept/save-file.ts';
import { assemble, bytesHere, fetchMissing } from './file-parts.ts';
import { type LicensedFile, requestPart } from './file-request.ts';
import { keepsParts, OpfsPartStore, sweepSaved } from './opfs-part-store.ts';
import { type PlacedFile, placeFiles } from './parted-files.ts';
import type { DownloadItem } from './download-item.ts';

export type DownloadPhase = 'idle' | 'running' | 'paused' | 'checking' | 'saved' | 'failed';

export interface DownloadState {
  readonly phase: DownloadPhase;
  /** Bytes that are here, or while checking, that were hashed. */
  readonly done: number;
  readonly bytesPerSecond: number | null;
  readonly error: unknown;
  /** Of the file that was at fault. */
  readonly failedPath: string;
  /** Frames that the platform has lost, which are not in the archive. */
  readonly lost: readonly string[];
}

const IDLE: DownloadState = {
  phase: 'idle',
  done: 0,
  bytesPerSecond: null,
  error: null,
  failedPath: '',
  lost: [],
};
/** Progress is shown as often. */
const SHOWN_EVERY_MS = 200;
/** Small files take a way to the platform each. */
const FETCHED_AT_ONCE = 4;

/* Downloads go on while the person looks at other pages, so they are kept outside of React. */
const states = new Map<string, DownloadState>();
const running = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function show({ id }: DownloadItem, change: Partial<DownloadState>): void {
  states.set(id, { ...(states.get(id) ?? IDLE), ...change });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How far it is; also what a reload left of it. */
export function useDownload(wanted: DownloadItem): DownloadState {
  const { id, storeName } = wanted;
  const state = useSyncExternalStore(subscribe, () => states.get(id) ?? IDLE);
  useEffect(() => {
    if (!keepsParts() || states.has(id)) return;
    void (async () => {
      const done = await partBytes(new OpfsPartStore(storeName));
      if (done > 0 && !states.has(id)) show(wanted, { phase: 'paused', done });
    })();
  }, [wanted, id, storeName]);
  return state;
}

export function pauseDownload({ id }: DownloadItem): void {
  running.get(id)?.abort();
}

/** Fetches the rest, checks the whole against what was published, and saves it. Pressed twice it runs once. */
export async function startDownload(wanted: DownloadItem): Promise<void> {
  if (running.has(wanted.id)) return;
  const controller = new AbortController();
  running.set(wanted.id, controller);
  try {
    await runDownload(wanted, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) show(wanted, { phase: 'paused', bytesPerSecond: null });
    else show(wanted, { phase: 'failed', error, bytesPerSecond: null });
  } finally {
    running.delete(wanted.id);
  }
}

async function runDownload(wanted: DownloadItem, signal: AbortSignal): Promise<void> {
  await sweepSaved(Date.now());
  const store = new OpfsPartStore(wanted.storeName);
  show(wanted, { phase: 'running', error: null, failedPath: '', lost: [], done: await partBytes(store) });
  const files = await placeFiles(await wanted.list(signal), store);
  const lost = await fetchAll(wanted, files, signal);
  show(wanted, { phase: 'checking', done: 0, bytesPerSecond: null, lost });
  const found = await checkAll(
    wanted,
    files.filter(({ file }) => !lost.includes(file.path)),
    signal,
  );
  saveFile(wanted.pack(found), wanted.saveAs);
  await store.markSaved();
  show(wanted, { phase: 'saved', done: wanted.bytes, bytesPerSecond: null });
}

type Placed = readonly PlacedFile<LicensedFile>[];

/** @returns the paths of those that the platform has lost, as long as it has others */
async function fetchAll(wanted: DownloadItem, files: Placed, signal: AbortSignal): Promise<string[]> {
  const here = await Promise.all(files.map(({ file, parts }) => bytesHere(file, parts)));
  const meter = new Meter(
    wanted,
    here.reduce((sum, bytes) => sum + bytes, 0),
  );
  const lost: string[] = [];
  await inParallel(files, FETCHED_AT_ONCE, async ({ file, parts }) => {
    try {
      await fetchMissing(file, parts, {
        signal,
        fetchPart: (range, options) => requestPart(file, range, options),
        onBytes: (count) => meter.add(count),
      });
    } catch (error) {
      show(wanted, { failedPath: file.path });
      if (!isLostContent(errorCode(error))) throw error;
      lost.push(file.path);
      if (lost.length === files.length) throw error;
    }
  });
  return lost.sort();
}

async function checkAll(wanted: DownloadItem, files: Placed, signal: AbortSignal) {
  const meter = new Meter(wanted, 0);
  const found: { path: string; content: Blob }[] = [];
  for (const { file, parts } of files) {
    show(wanted, { failedPath: file.path });
    const content = await assemble(file, parts, { signal, onBytes: (count) => meter.add(count) });
    found.push({ path: file.path, content });
  }
  return found;
}

async function partBytes(store: OpfsPartStore): Promise<number> {
  return [...(await store.sizes()).values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Counts bytes, and shows them with their speed now and then. */
class Meter {
  readonly #wanted: DownloadItem;
  readonly #startedAt = performance.now();
  #done: number;
  #arrived = 0;
  #shownAt = 0;

  constructor(wanted: DownloadItem, done: number) {
    this.#wanted = wanted;
    this.#done = done;
  }

  add(count: number): void {
    this.#done += count;
    this.#arrived += count;
    const now = performance.now();
    if (now - this.#shownAt < SHOWN_EVERY_MS) return;
    this.#shownAt = now;
    const seconds = (now - this.#startedAt) / 1000;
    show(this.#wanted, { done: this.#done, bytesPerSecond: seconds < 1 ? null : this.#arrived / seconds });
  }
}

import type { SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import type { DoubtfulFile } from '@lanran/sdk/import/file-check';
import type { ImportEvent } from '@lanran/sdk/import/run-import';
import type { RowProblem } from '@lanran/sdk/import/problems';
import type { PreparedPublication } from '@lanran/sdk/publishing/publishing';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { type Rate, RateMeter } from '../../../lib/files/rate-meter.ts';
import type { ImportHooks, PlannedWebRecord } from './engine.ts';
import type { WebFile } from './web-folder.ts';

/** `unsent`: the import ended before all its files had arrived. `failed`: it was left out. */
export type RecordState = 'sending' | 'arrived' | 'published' | 'existing' | 'unsent' | 'failed';

export interface RecordWork {
  readonly row: number;
  readonly externalId: string;
  readonly state: RecordState;
  readonly assetId: string | null;
}

export interface BatchToSign {
  readonly prepared: readonly PreparedPublication[];
  readonly records: readonly PlannedWebRecord[];
  /** Files of theirs that are not what their names promise. */
  readonly doubts: readonly DoubtfulFile[];
  /** From 1. */
  readonly number: number;
}

export interface RunView {
  readonly phase: 'idle' | 'running' | 'stopped' | 'done';
  /** Why it stopped; null when the person stopped it. */
  readonly error: unknown;
  readonly records: ReadonlyMap<number, RecordWork>;
  readonly problems: readonly RowProblem[];
  readonly toSign: BatchToSign | null;
  readonly isOffline: boolean;
  readonly totalBytes: number;
  readonly sentBytes: number;
  readonly rate: Rate | null;
}

export interface ResultCounts {
  readonly published: number;
  readonly existing: number;
  /** Records that were left out. */
  readonly failed: number;
}

export function countsOf({ records, problems }: Pick<RunView, 'records' | 'problems'>): ResultCounts {
  const count = (state: RecordState) => [...records.values()].filter((each) => each.state === state).length;
  return {
    published: count('published'),
    existing: count('existing'),
    failed: new Set(problems.map(({ row }) => row)).size,
  };
}

/** How records stand once nothing is sent any more; the problems are those of an import that came to its end. */
export function settled(
  records: Iterable<RecordWork>,
  problems: readonly Pick<RowProblem, 'row'>[],
): RecordWork[] {
  const failed = new Set(problems.map(({ row }) => row));
  return [...records].map((record) => {
    if (failed.has(record.row)) return { ...record, state: 'failed' };
    return record.state === 'sending' ? { ...record, state: 'unsent' } : record;
  });
}

const TELL_MS = 200;
const IDLE: RunView = {
  phase: 'idle',
  error: null,
  records: new Map(),
  problems: [],
  toSign: null,
  isOffline: false,
  totalBytes: 0,
  sentBytes: 0,
  rate: null,
};

/** Nobody wanted to sign, or to go on. */
class StoppedError extends Error {
  override readonly name = 'StoppedError';
  readonly code = 'CANCELED';
}

interface RunPorts {
  run(hooks: ImportHooks): Promise<readonly RowProblem[]>;
  now(): number;
}

/** One import from this page: begun, stopped, begun again; what is published stays published. */
export class ImportRun {
  readonly #ports: RunPorts;
  readonly #listeners = new Set<() => void>();
  readonly #records = new Map<number, RecordWork>();
  /** Rows that were published before it was stopped and begun again. */
  readonly #published = new Set<number>();
  readonly #sent = new Map<string, number>();
  readonly #meter = new RateMeter();
  #view: RunView = IDLE;
  #abort = new AbortController();
  #decide: { resolve(signed: SignedBatch): void; reject(error: Error): void } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #batches = 0;
  /** Of the batch at hand. */
  #doubts: DoubtfulFile[] = [];

  constructor(ports: RunPorts) {
    this.#ports = ports;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): RunView => this.#view;

  async start(): Promise<void> {
    if (this.#view.phase === 'running') return;
    this.#abort = new AbortController();
    this.#records.clear();
    this.#sent.clear();
    this.#batches = 0;
    this.#set({ ...IDLE, phase: 'running' });
    try {
      const problems = await this.#ports.run({
        signal: this.#abort.signal,
        onProgress: (path, bytes) => {
          this.#sent.set(path, bytes);
          this.#tellSoon();
        },
        onOffline: (isOffline) => {
          if (isOffline !== this.#view.isOffline) this.#set({ isOffline });
        },
        onDoubt: (doubtful) => void this.#doubts.push(doubtful),
        sign: (prepared, records) => this.#askToSign(prepared, records),
        hear: (event) => this.#hear(event),
      });
      this.#settle(problems);
      this.#set({ phase: 'done', problems, toSign: null });
    } catch (error) {
      this.#settle([]);
      const isWanted = error instanceof Error && 'code' in error && error.code === 'CANCELED';
      this.#set({ phase: 'stopped', error: isWanted ? null : saidByPlatform(error), toSign: null });
    }
  }

  stop(): void {
    this.#abort.abort();
    this.#decide?.reject(new StoppedError('The import was stopped.'));
  }

  signed(signed: SignedBatch): void {
    this.#set({ toSign: null });
    this.#decide?.resolve(signed);
    this.#decide = null;
  }

  #askToSign(
    prepared: readonly PreparedPublication[],
    records: readonly PlannedWebRecord[],
  ): Promise<SignedBatch> {
    this.#batches += 1;
    const rows = new Set(records.map(({ row }) => row));
    const doubts = this.#doubts.filter(({ row }) => rows.has(row));
    this.#set({ toSign: { prepared, records, doubts, number: this.#batches } });
    return new Promise((resolve, reject) => {
      this.#decide = { resolve, reject };
    });
  }

  #hear(event: ImportEvent<WebFile>): void {
    switch (event.kind) {
      case 'uploading': {
        this.#doubts = [];
        for (const record of event.records) this.#note(record, 'sending', null);
        const files = event.records.flatMap((record) => record.files);
        this.#sent.clear();
        this.#meter.forget();
        this.#set({ totalBytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
        break;
      }
      case 'arrived':
        this.#note(event.record, 'arrived', null);
        break;
      case 'existing':
        this.#note(
          event.record,
          this.#published.has(event.record.row) ? 'published' : 'existing',
          event.assetId,
        );
        break;
      case 'published':
        this.#published.add(event.asset.row);
        this.#note(event.asset, 'published', event.asset.assetId);
        break;
      case 'overtaken':
      case 'repeating':
      case 'batch':
    }
    this.#tellSoon();
  }

  #settle(problems: readonly RowProblem[]): void {
    for (const record of settled(this.#records.values(), problems)) this.#records.set(record.row, record);
  }

  #note(
    { row, externalId }: Pick<RecordWork, 'row' | 'externalId'>,
    state: RecordState,
    assetId: string | null,
  ): void {
    this.#records.set(row, { row, externalId, state, assetId });
  }

  #set(change: Partial<RunView>): void {
    this.#view = { ...this.#view, ...change };
    this.#tellNow();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tellNow(), TELL_MS);
  }

  #tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const sentBytes = [...this.#sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#meter.note(sentBytes, this.#ports.now());
    const rate = this.#meter.rate(this.#view.totalBytes - sentBytes);
    this.#view = { ...this.#view, records: new Map(this.#records), sentBytes, rate };
    for (const listener of this.#listeners) listener();
  }
}

/** The page's own error, where the client's stands for it: it knows of a limit by how much it was passed. */
function saidByPlatform(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof RefusedError ? error.cause : error;
}

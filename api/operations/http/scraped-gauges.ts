import { Gauge, type Registry } from 'prom-client';
import { within } from '../../platform/concurrency/within.ts';
import type { JobState } from '../../platform/jobs/job-state.ts';
import { DomainError } from '../../platform/kernel/errors.ts';
import type { Check, ServiceName } from '../services/readiness.ts';

/** By default Prometheus waits 10 s for a scrape. */
const STORE_WITHIN_MS = 2_000;
const PART_WITHIN_MS = 3_000;

/** The services that each scrape asks. */
export interface MetricsSources {
  readonly stores: Readonly<Record<ServiceName, Check>>;
  readonly log: {
    /** @throws CheckpointRefusedError */
    status(): Promise<{
      readonly size: number;
      readonly anchoredSize: number;
      readonly anchoredAt: Date | null;
    }>;
    appendedAt(index: number): Promise<Date | null>;
  };
  readonly jobs: {
    states(): Promise<readonly Pick<JobState, 'name' | 'state' | 'behind'>[]>;
    readonly isLeading: boolean;
  };
  readonly fixity: {
    overview(): Promise<{
      readonly files: number;
      readonly bad: number;
      readonly oldestReadAt: Date | null;
      readonly isMissed: boolean;
      readonly lastRun: { readonly endedAt: Date | null } | null;
    }>;
  };
  readonly disk: { read(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }> };
  /** Signs copies; null where no certificate of the operator's does. Absent: the same. */
  readonly copySigner?: { readonly endsAt: Date | null };
  readonly memory: {
    /** By the name of the process. */
    processes(): ReadonlyMap<string, number>;
    limitBytes(): number;
    machineBytes(): number;
  };
}

/** Gauges that are read together: one source tells all of them. */
interface Part {
  readonly source: string;
  readonly gauges: readonly Gauge[];
  /** Sets them once they are read. */
  read(sources: MetricsSources): Promise<() => void>;
}

/** The state of the platform's parts, read at each scrape. A part that does not answer soon has no figures, and does not hold up the others. */
export class ScrapedGauges {
  readonly #registry: Registry;
  readonly #sources: MetricsSources;
  readonly #parts: readonly Part[];
  readonly #failed: Gauge<'source'>;
  /** By source, those that have not answered. */
  readonly #reading = new Map<string, Promise<() => void>>();

  constructor(registry: Registry, sources: MetricsSources) {
    this.#registry = registry;
    this.#sources = sources;
    this.#failed = this.#gauge('lanran_scrape_failed', '1 where a part did not answer this scrape.', [
      'source',
    ]);
    this.#parts = [
      this.#stores(),
      this.#log(),
      this.#jobs(),
      this.#fixity(),
      this.#disk(),
      this.#memory(),
      this.#copySigner(),
    ];
  }

  async read(): Promise<void> {
    await Promise.all(this.#parts.map((part) => this.#readPart(part)));
  }

  async #readPart(part: Part): Promise<void> {
    const set = await within(PART_WITHIN_MS, this.#begin(part)).catch(() => null);
    // What a part said last is not taken for what it says now.
    for (const gauge of part.gauges) clear(gauge);
    set?.();
    this.#failed.set({ source: part.source }, set === null ? 1 : 0);
  }

  /** A part is asked once at a time, however often it is scraped while it does not answer. */
  #begin({ source, read }: Part): Promise<() => void> {
    const begun = this.#reading.get(source);
    if (begun !== undefined) return begun;
    const reading = read(this.#sources).finally(() => this.#reading.delete(source));
    this.#reading.set(source, reading);
    return reading;
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #copySigner(): Part {
    const ends = this.#gauge(
      'lanran_copy_signer_ends_timestamp_seconds',
      "When the operator's certificate that signs copies ends; absent without one.",
    );
    const read = async ({ copySigner }: MetricsSources) => {
      const endsAt = copySigner?.endsAt ?? null;
      return () => {
        if (endsAt !== null) ends.set(endsAt.getTime() / 1_000);
      };
    };
    return { source: 'copy-signer', gauges: [ends], read };
  }

  #stores(): Part {
    const up = this.#gauge('lanran_store_up', '1 when the store answered this scrape.', ['store']);
    const read = async ({ stores }: MetricsSources) => {
      const answers = await Promise.all(
        Object.entries(stores).map(async ([store, check]) => ({ store, isUp: await answersSoon(check) })),
      );
      return () => {
        for (const { store, isUp } of answers) up.set({ store }, isUp ? 1 : 0);
      };
    };
    return { source: 'stores', gauges: [up], read };
  }

  #log(): Part {
    const leaves = this.#gauge(
      'lanran_log_leaves',
      'Statements in the log, and those that an anchor covers.',
      ['state'],
    );
    const anchored = this.#gauge(
      'lanran_checkpoint_anchored_timestamp_seconds',
      'When the newest anchored checkpoint was anchored, by the block; 0 before the first.',
    );
    const oldest = this.#gauge(
      'lanran_log_oldest_unanchored_timestamp_seconds',
      'When the oldest statement was logged that no anchor covers; absent where there is none.',
    );
    const refused = this.#gauge(
      'lanran_checkpoint_refused',
      '1 when the signer refuses the log of the document store: it contradicts what was signed before.',
    );
    const read = async ({ log }: MetricsSources) => {
      const status = await log.status().catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'CHECKPOINT_REFUSED') return null;
        throw error;
      });
      if (status === null) return () => refused.set(1);
      const { size, anchoredSize, anchoredAt } = status;
      const waitingSince = size > anchoredSize ? await log.appendedAt(anchoredSize) : null;
      return () => {
        refused.set(0);
        leaves.set({ state: 'appended' }, size);
        leaves.set({ state: 'anchored' }, anchoredSize);
        anchored.set(secondsOf(anchoredAt));
        if (waitingSince !== null) oldest.set(secondsOf(waitingSince));
      };
    };
    return { source: 'log', gauges: [leaves, anchored, oldest, refused], read };
  }

  #jobs(): Part {
    const behindOf = this.#gauge('lanran_job_behind', 'Leaves, blocks or files a job has yet to see to.', [
      'job',
    ]);
    const failed = this.#gauge('lanran_job_failed', '1 when the last run of a job failed.', ['job']);
    const leading = this.#gauge(
      'lanran_jobs_leading',
      '1 where this process runs the jobs that one process of the platform runs.',
    );
    const read = async ({ jobs }: MetricsSources) => {
      const states = await jobs.states();
      return () => {
        leading.set(jobs.isLeading ? 1 : 0);
        for (const { name: job, state, behind } of states) {
          failed.set({ job }, state === 'FAILED' ? 1 : 0);
          if (behind !== null) behindOf.set({ job }, behind);
        }
      };
    };
    return { source: 'jobs', gauges: [behindOf, failed, leading], read };
  }

  #fixity(): Part {
    const files = this.#gauge('lanran_fixity_files', 'Originals that fixity knows.');
    const damaged = this.#gauge(
      'lanran_fixity_damaged_files',
      'Originals that were damaged, missing or unreadable when they were last read.',
    );
    const missed = this.#gauge(
      'lanran_fixity_missed',
      '1 when some original was not read for longer than schedule and grace.',
    );
    const lastRun = this.#gauge(
      'lanran_fixity_last_run_timestamp_seconds',
      'When the last run of everything ended; 0 before the first.',
    );
    const oldest = this.#gauge(
      'lanran_fixity_oldest_read_timestamp_seconds',
      'When the original was read that was not read for longest; 0 where there is none.',
    );
    const read = async ({ fixity }: MetricsSources) => {
      const overview = await fixity.overview();
      return () => {
        files.set(overview.files);
        damaged.set(overview.bad);
        missed.set(overview.isMissed ? 1 : 0);
        lastRun.set(secondsOf(overview.lastRun?.endedAt ?? null));
        oldest.set(secondsOf(overview.oldestReadAt));
      };
    };
    return { source: 'fixity', gauges: [files, damaged, missed, lastRun, oldest], read };
  }

  #disk(): Part {
    const bytes = this.#gauge('lanran_disk_bytes', 'The disk of the data directory.', ['state']);
    const read = async ({ disk }: MetricsSources) => {
      const { freeBytes, totalBytes } = await disk.read();
      return () => {
        bytes.set({ state: 'free' }, freeBytes);
        bytes.set({ state: 'total' }, totalBytes);
      };
    };
    return { source: 'disk', gauges: [bytes], read };
  }

  #memory(): Part {
    const used = this.#gauge(
      'lanran_process_memory_bytes',
      'Memory of a process of the platform, without mapped files.',
      ['process'],
    );
    const limit = this.#gauge(
      'lanran_memory_limit_bytes',
      'What all processes may use: the limit of the control group, or the memory of the machine.',
    );
    const machine = this.#gauge('lanran_machine_memory_bytes', 'The memory of the machine.');
    const read =
      async ({ memory }: MetricsSources) =>
      () => {
        for (const [process, bytes] of memory.processes()) used.set({ process }, bytes);
        limit.set(memory.limitBytes());
        machine.set(memory.machineBytes());
      };
    return { source: 'memory', gauges: [used, limit, machine], read };
  }
}

async function answersSoon(store: Check): Promise<boolean> {
  return within(STORE_WITHIN_MS, store.check()).then(
    () => true,
    () => false,
  );
}

/** `reset` would set one without labels to 0. */
function clear(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}

function secondsOf(date: Date | null): number {
  return date === null ? 0 : date.getTime() / 1000;
}

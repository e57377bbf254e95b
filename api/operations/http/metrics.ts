import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { JobState } from '../../platform/jobs/job-state.ts';

/** How often the lag of the event loop is measured: each time wakes the process, also when nobody uses the platform. */
const LAG_MEASURED_MS = 200;

/** What is read anew at each scrape. */
export interface MetricsSources {
  readonly log: { status(): Promise<{ readonly size: number; readonly anchoredSize: number }> };
  readonly jobs: { states(): Promise<readonly Pick<JobState, 'name' | 'state' | 'behind'>[]> };
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
}

/** First parts of the paths that are served; every other path is of the web client. */
const DOORS = new Set([
  'backups',
  'delivery',
  'files',
  'graphql',
  'healthz',
  'log',
  'metrics',
  'readyz',
  'renditions',
  'rpc',
  'session',
  'uploads',
]);
/** From a page to a long file. */
const BUCKETS_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600];

/** Numbers of the platform for Prometheus (text format 0.0.4). No label holds an id, a name or a path of anybody's. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources: MetricsSources;
  readonly #requests: Histogram<'door' | 'method' | 'status'>;
  readonly #sentBytes: Counter<'door'>;
  readonly #receivedBytes: Counter<'door'>;
  readonly #failed: Gauge<'source'>;
  readonly #log: Gauge<'state'>;
  readonly #jobBehind: Gauge<'job'>;
  readonly #jobFailed: Gauge<'job'>;
  readonly #disk: Gauge<'state'>;
  readonly #fixityFiles: Gauge;
  readonly #fixityDamaged: Gauge;
  readonly #fixityMissed: Gauge;
  readonly #fixityLastRun: Gauge;
  readonly #fixityOldest: Gauge;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LAG_MEASURED_MS });
    this.#requests = new Histogram({
      name: 'lanran_http_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer.',
      labelNames: ['door', 'method', 'status'],
      buckets: BUCKETS_SECONDS,
      registers,
    });
    this.#sentBytes = new Counter({
      name: 'lanran_http_sent_bytes_total',
      help: 'Written to connections, headers included, counted when an answer ends.',
      labelNames: ['door'],
      registers,
    });
    this.#receivedBytes = new Counter({
      name: 'lanran_http_received_bytes_total',
      help: 'Read from connections, headers included, counted when an answer ends.',
      labelNames: ['door'],
      registers,
    });
    const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
      new Gauge({ name, help, labelNames, registers });
    this.#failed = gauge('lanran_scrape_failed', '1 where a part did not answer this scrape.', ['source']);
    this.#log = gauge('lanran_log_leaves', 'Statements in the log, and those that an anchor covers.', [
      'state',
    ]);
    this.#jobBehind = gauge('lanran_job_behind', 'Leaves, blocks or files a job has yet to see to.', ['job']);
    this.#jobFailed = gauge('lanran_job_failed', '1 when the last run of a job failed.', ['job']);
    this.#disk = gauge('lanran_disk_bytes', 'The disk of the data directory.', ['state']);
    this.#fixityFiles = gauge('lanran_fixity_files', 'Originals that fixity knows.', []);
    this.#fixityDamaged = gauge(
      'lanran_fixity_damaged_files',
      'Originals that were damaged, missing or unreadable when they were last read.',
      [],
    );
    this.#fixityMissed = gauge(
      'lanran_fixity_missed',
      '1 when some original was not read for longer than schedule and grace.',
      [],
    );
    this.#fixityLastRun = gauge(
      'lanran_fixity_last_run_timestamp_seconds',
      'When the last run of everything ended; 0 before the first.',
      [],
    );
    this.#fixityOldest = gauge(
      'lanran_fixity_oldest_read_timestamp_seconds',
      'When the original was read that was not read for longest; 0 where there is none.',
      [],
    );
  }

  /** Times each request. */
  get middleware(): RequestHandler {
    return (request, response, next) => {
      const startedAt = performance.now();
      const { socket } = request;
      const { bytesRead, bytesWritten } = socket;
      const [, first = ''] = request.path.split('/');
      const door = DOORS.has(first) ? first : 'web';
      response.once('close', () => {
        const labels = { door, method: request.method, status: String(response.statusCode) };
        this.#requests.observe(labels, (performance.now() - startedAt) / 1_000);
        this.#sentBytes.inc({ door }, Math.max(0, socket.bytesWritten - bytesWritten));
        this.#receivedBytes.inc({ door }, Math.max(0, socket.bytesRead - bytesRead));
      });
      next();
    };
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Also when a part is away: `lanran_scrape_failed` says which. */
  async read(): Promise<string> {
    const { log, jobs, disk, fixity } = this.#sources;
    await Promise.all([
      this.#from('log', async () => {
        const { size, anchoredSize } = await log.status();
        this.#log.set({ state: 'appended' }, size);
        this.#log.set({ state: 'anchored' }, anchoredSize);
      }),
      this.#from('jobs', async () => {
        for (const { name, state, behind } of await jobs.states()) {
          this.#jobFailed.set({ job: name }, state === 'FAILED' ? 1 : 0);
          // Unknown is no number: the last one would be taken for it.
          if (behind === null) this.#jobBehind.remove({ job: name });
          else this.#jobBehind.set({ job: name }, behind);
        }
      }),
      this.#from('fixity', async () => {
        const { files, bad, isMissed, lastRun, oldestReadAt } = await fixity.overview();
        this.#fixityFiles.set(files);
        this.#fixityDamaged.set(bad);
        this.#fixityMissed.set(isMissed ? 1 : 0);
        this.#fixityLastRun.set(secondsOf(lastRun?.endedAt ?? null));
        this.#fixityOldest.set(secondsOf(oldestReadAt));
      }),
      this.#from('disk', async () => {
        const { freeBytes, totalBytes } = await disk.read();
        this.#disk.set({ state: 'free' }, freeBytes);
        this.#disk.set({ state: 'total' }, totalBytes);
      }),
    ]);
    return this.#registry.metrics();
  }

  async #from(source: string, look: () => Promise<void>): Promise<void> {
    const isAway = await look().then(
      () => false,
      () => true,
    );
    this.#failed.set({ source }, isAway ? 1 : 0);
  }
}

function secondsOf(date: Date | null): number {
  return date === null ? 0 : date.getTime() / 1000;
}

import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { type MetricsSources, ScrapedGauges } from './scraped-gauges.ts';

/** How often the lag of the event loop is measured: each time wakes the process, also when nobody uses the platform. */
const LAG_MEASURED_MS = 200;

/** First parts of the paths that are served; every other path is of the web client. */
const DOORS = new Set([
  'backups',
  'copies',
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
  readonly #requests: Histogram<'door' | 'method' | 'status'>;
  readonly #sentBytes: Counter<'door'>;
  readonly #receivedBytes: Counter<'door'>;
  readonly #scraped: ScrapedGauges;

  constructor(sources: MetricsSources) {
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
    this.#scraped = new ScrapedGauges(this.#registry, sources);
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
    await this.#scraped.read();
    return this.#registry.metrics();
  }
}

import type { Actor } from '../../platform/kernel/actor.ts';
import type { DiskSpace } from '../../platform/kernel/disk-space.ts';
import type { FixityOverview } from '../../fixity/services/fixity-service.ts';
import type { Operators } from '../../organizations/services/operators.ts';

/** From so many on the embedded chain asks for a real network: about 120 KB of memory a block (docs/chain.md). */
const MANY_BLOCKS = 2_000;
/** Below this part of the disk the operator is warned. */
const LOW_DISK = 0.05;

export interface ServiceHealth {
  readonly service: 'documents' | 'files' | 'chain' | 'log' | 'jobs' | 'fixity' | 'vault';
  readonly isHealthy: boolean;
  readonly message: string;
  readonly latencyMs: number;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Finding {
  readonly isHealthy?: boolean;
  readonly message?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface HealthServiceOptions {
  readonly operators: Pick<Operators, 'require'>;
  readonly documents: { check(): Promise<void> };
  readonly files: { check(): Promise<void> };
  readonly ledger: {
    latestBlock(): Promise<number>;
    anchoredCheckpoint(): Promise<{ readonly size: number }>;
  };
  /** True where blocks are kept in memory and one transaction is one block. */
  readonly isChainEmbedded: boolean;
  readonly log: { size(): Promise<number> };
  readonly jobs: {
    states(): Promise<readonly { readonly name: string; readonly lastError: string | null }[]>;
  };
  readonly disk: DiskSpace;
  readonly fixity: { overview(): Promise<FixityOverview> };
  readonly vault: { check(): Promise<void> };
}

/** How the parts of the installation do, for its operator and accreditor. */
export class HealthService {
  readonly #options: HealthServiceOptions;

  constructor(options: HealthServiceOptions) {
    this.#options = options;
  }

  async check(actor: Actor): Promise<ServiceHealth[]> {
    await this.#options.operators.require(actor);
    return Promise.all([
      measure('documents', () => this.#documents()),
      measure('files', () => this.#files()),
      measure('chain', () => this.#chain()),
      measure('log', () => this.#log()),
      measure('jobs', () => Promise.resolve(this.#jobs())),
      measure('fixity', () => this.#fixity()),
      measure('vault', () => this.#vault()),
    ]);
  }

  async #documents(): Promise<Finding> {
    await this.#options.documents.check();
    return { details: {} };
  }

  async #files(): Promise<Finding> {
    await this.#options.files.check();
    const { freeBytes, totalBytes } = await this.#options.disk.read();
    const details = { freeBytes, totalBytes };
    if (freeBytes >= totalBytes * LOW_DISK) return { details };
    return {
      isHealthy: false,
      message: 'The disk is almost full. Free some space, or give it a larger one.',
      details,
    };
  }

  async #chain(): Promise<Finding> {
    const { ledger, isChainEmbedded } = this.#options;
    const blocks = await ledger.latestBlock();
    const details = { blocks, isEmbedded: isChainEmbedded };
    if (!isChainEmbedded || blocks < MANY_BLOCKS) return { details };
    return {
      message: `The embedded chain has ${blocks} blocks and keeps them in memory. Move to a network of your own (CHAIN_RPC_URL).`,
      details,
    };
  }

  async #log(): Promise<Finding> {
    const { log, ledger } = this.#options;
    const [size, anchored] = await Promise.all([log.size(), ledger.anchoredCheckpoint()]);
    const details = { size, anchoredSize: anchored.size };
    if (anchored.size <= size) return { details };
    return {
      isHealthy: false,
      message:
        'The chain has anchored more than the log holds. Restore the database that holds those leaves.',
      details,
    };
  }

  async #fixity(): Promise<Finding> {
    const { files, bad, oldestReadAt, isMissed, everyDays } = await this.#options.fixity.overview();
    const details = { files, bad, oldestReadAt: oldestReadAt?.toISOString() ?? null, isMissed };
    if (bad === 0 && !isMissed) return { details };
    const damage = `${bad} stored originals are damaged, missing or unreadable. Bring them back: lanran fixity repair.`;
    const late = `Some originals were not read for longer than the ${everyDays} days of LANRAN_FIXITY_DAYS. See that the job fixity runs, or let it read faster (LANRAN_FIXITY_BYTES_PER_SECOND).`;
    const message = [...(bad > 0 ? [damage] : []), ...(isMissed ? [late] : [])].join(' ');
    return { isHealthy: false, message, details };
  }

  async #vault(): Promise<Finding> {
    await this.#options.vault.check();
    return { details: {} };
  }

  async #jobs(): Promise<Finding> {
    const jobs = (await this.#options.jobs.states()).map(({ name, lastError }) => ({ name, lastError }));
    const failing = jobs.filter(({ lastError }) => lastError !== null);
    if (failing.length === 0) return { details: { jobs } };
    const names = failing.map(({ name }) => name).join(', ');
    return { isHealthy: false, message: `Failing, and repeated: ${names}.`, details: { jobs } };
  }
}

async function measure(
  service: ServiceHealth['service'],
  look: () => Promise<Finding>,
): Promise<ServiceHealth> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    const { isHealthy = true, message = 'well', details } = await look();
    return { service, isHealthy, message, latencyMs: latencyMs(), details };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { service, isHealthy: false, message, latencyMs: latencyMs(), details: {} };
  }
}

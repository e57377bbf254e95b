import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import { within } from '../../platform/concurrency/within.ts';

export type ServiceName = 'documents' | 'files' | 'chain';

export interface ServiceState {
  readonly ok: boolean;
  /** Why not, for the operator. */
  readonly reason?: string;
}

export interface Readiness {
  readonly ok: boolean;
  readonly services: Readonly<Record<ServiceName, ServiceState>>;
  /** Whether there are the keys that stored files need; the platform can serve the others all the same. */
  readonly vault: ServiceState;
  /** Whether there is room to write: without it nobody can even sign in. */
  readonly disk: ServiceState;
}

export type Check = { check(): Promise<void> };

export interface ReadinessServiceOptions {
  /** Each resolves when its service answers. */
  readonly checks: Readonly<Record<ServiceName, Check>>;
  /** Resolves when there is no file that a vault key is missing for. */
  readonly vault: Check;
  /** Resolves while there is room on the disk of the data directory. */
  readonly disk: Check;
  readonly answerWithinMs?: number;
  /** How old an answer may be; 1,000 unless given. */
  readonly keptMs?: number;
}

/** Whether the platform can serve, and which backing service is in the way. The services are asked once a second, however many ask. */
export class ReadinessService {
  readonly #checks: ReadinessServiceOptions['checks'];
  readonly #vault: Check;
  readonly #disk: Check;
  readonly #answerWithinMs: number;
  readonly #keptMs: number;
  readonly #recent = new RecentAnswers<Readiness>();

  constructor({ checks, vault, disk, answerWithinMs = 5_000, keptMs = KEPT_MS }: ReadinessServiceOptions) {
    this.#checks = checks;
    this.#vault = vault;
    this.#disk = disk;
    this.#answerWithinMs = answerWithinMs;
    this.#keptMs = keptMs;
  }

  async check(): Promise<Readiness> {
    return this.#recent.find('all', this.#keptMs, () => this.#askAll());
  }

  async #askAll(): Promise<Readiness> {
    const checks = this.#checks;
    const [documents, files, chain, vault, disk] = await Promise.all([
      this.#stateOf(checks.documents),
      this.#stateOf(checks.files),
      this.#stateOf(checks.chain),
      this.#stateOf(this.#vault),
      this.#stateOf(this.#disk),
    ]);
    const ok = documents.ok && files.ok && chain.ok && disk.ok;
    return { ok, services: { documents, files, chain }, vault, disk };
  }

  async #stateOf(service: Check): Promise<ServiceState> {
    try {
      await within(this.#answerWithinMs, service.check());
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: deepestReason(error) };
    }
  }
}

/** The innermost message: `connect ECONNREFUSED …` says more than the error wrapped around it. */
function deepestReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : deepestReason(error.cause);
}

import { equal, fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import type { AnchorStore } from '../ports/anchor-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { Anchor, AnchoredCheckpoint, Ledger } from '../../chain/ports/ledger.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

/** What the sealer needs of the log. */
export interface SealableLog {
  size(): Promise<number>;
  rootAt(size: number): Promise<Uint8Array>;
  /** Throws unless the log extends what was signed before. */
  anchorableRoot(size: number): Promise<Hex>;
  consistencyProof(fromSize: number, toSize: number): Promise<readonly Uint8Array[]>;
}

export interface CheckpointAnchoringOptions {
  readonly log: SealableLog;
  readonly ledger: Ledger;
  readonly anchors: AnchorStore;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly everyLeaves: number;
  readonly everySeconds: number;
  readonly lookEveryMs: number;
  /** One checkpoint at a time is on its way to the contract, of whatever process. */
  readonly anchoringTurns: Mutex<'checkpoint'>;
}

/** The stored log is not an append to what the contract has anchored: the database was altered or an old copy restored. */
export class LogContradictsAnchorError extends Error {
  override readonly name = 'LogContradictsAnchorError';
  constructor(anchored: AnchoredCheckpoint) {
    super(
      `The stored log does not lead to the anchored checkpoint of ${anchored.size} leaves (root ${anchored.root}). ` +
        'Nothing will be anchored; restore the database that holds those leaves.',
    );
  }
}

/**
 * Anchors the log's checkpoint on chain every N leaves or T seconds, and on demand. It keeps nothing in memory that
 * matters: after a crash it resumes from what the contract says (docs/architecture.md, “Chain”).
 */
export class CheckpointAnchoring implements Job {
  readonly name = 'sealer';
  readonly #options: CheckpointAnchoringOptions;
  #sealing: Promise<Anchor | null> | null = null;
  #unsealedSince: Date | null = null;

  constructor(options: CheckpointAnchoringOptions) {
    this.#options = options;
  }

  /** It is nudged when the log grows; then it looks whether the time is up. */
  get everyMs(): number {
    const { everySeconds, lookEveryMs } = this.#options;
    return this.#unsealedSince === null ? lookEveryMs : Math.min(everySeconds * 1_000, 1_000);
  }

  async run(): Promise<'idle'> {
    const { log, ledger, clock, everyLeaves, everySeconds } = this.#options;
    const [size, anchored] = await Promise.all([log.size(), ledger.anchoredCheckpoint()]);
    if (size < anchored.size) throw new LogContradictsAnchorError(anchored);
    if (size === anchored.size) {
      this.#unsealedSince = null;
      return 'idle';
    }
    this.#unsealedSince ??= clock.now();
    const waitedMs = clock.now().getTime() - this.#unsealedSince.getTime();
    if (size - anchored.size >= everyLeaves || waitedMs >= everySeconds * 1000) await this.sealNow();
    return 'idle';
  }

  /** Leaves that are not anchored yet. */
  async behind(): Promise<number> {
    const { log, ledger } = this.#options;
    const [size, anchored] = await Promise.all([log.size(), ledger.anchoredCheckpoint()]);
    return Math.max(0, size - anchored.size);
  }

  /**
   * Anchors everything that is in the log now and returns an anchor that covers it; null when the log is empty.
   * @throws LogContradictsAnchorError
   */
  async sealNow(): Promise<Anchor | null> {
    // One checkpoint at a time; whoever comes while one is being sent needs the next one.
    await this.#sealing?.catch(() => null);
    this.#sealing ??= this.#options.anchoringTurns
      .take('checkpoint', () => this.#seal())
      .finally(() => {
        this.#sealing = null;
      });
    return this.#sealing;
  }

  async #seal(): Promise<Anchor | null> {
    const { log, ledger, anchors, failPoints } = this.#options;
    const anchored = await ledger.anchoredCheckpoint();
    const size = await log.size();
    await this.#requireConsistent(anchored, size);

    const recorded = anchored.size === 0 ? null : await this.#recoverAnchor(anchored);
    if (size === anchored.size) return recorded;
    const root = await log.anchorableRoot(size);
    const proof = await log.consistencyProof(anchored.size, size);
    await failPoints.reach('before-anchor');
    const anchor = await ledger.anchor({ size, root, proof });
    await anchors.put(anchor);
    this.#unsealedSince = null;
    return anchor;
  }

  async #requireConsistent(anchored: AnchoredCheckpoint, size: number): Promise<void> {
    if (anchored.size === 0) return;
    if (size < anchored.size) throw new LogContradictsAnchorError(anchored);
    const root = await this.#options.log.rootAt(anchored.size);
    if (!equal(root, fromHex(anchored.root))) throw new LogContradictsAnchorError(anchored);
  }

  /** The contract has this checkpoint; its record may be missing when we were killed between the send and the receipt. */
  async #recoverAnchor(anchored: AnchoredCheckpoint): Promise<Anchor> {
    const latest = await this.#options.anchors.findLatest();
    if (latest?.size === anchored.size) return latest;
    const anchor = await this.#options.ledger.readAnchor();
    await this.#options.anchors.put(anchor);
    return anchor;
  }
}

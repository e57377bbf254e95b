import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';

/**
 * What the checkpoint key signed, and is about to sign, by any process of the platform. It lies beside the key, not in the stores whose
 * content it is compared with (ADR 30).
 */
export interface SignedCheckpointStore {
  /**
   * Those that stand: what was settled, and what was claimed since. A power cut loses none that another process claimed. None before
   * the first.
   */
  list(): Promise<readonly SignedCheckpoint[]>;
  /** From then on `list` gives it to each process. */
  claim(checkpoint: SignedCheckpoint): Promise<void>;
  /** It turned out to contradict another claim, and nothing of it was signed. */
  withdraw(checkpoint: SignedCheckpoint): Promise<void>;
  /** Resolves when a power cut would not lose it. What it extends need not be listed any more. */
  settle(checkpoint: SignedCheckpoint, extended: readonly SignedCheckpoint[]): Promise<void>;
}

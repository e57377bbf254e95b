import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';

/** One that is not settled may be withdrawn: nobody signs because of it. */
export interface ListedCheckpoint extends SignedCheckpoint {
  readonly isSettled: boolean;
}

/**
 * What the checkpoint key signed, and is about to sign, by any process of the platform. It lies beside the key, not in the stores whose
 * content it is compared with (ADR 30).
 */
export interface SignedCheckpointStore {
  /**
   * Those that stand: what was settled, and what was claimed since. A power cut loses none that another process claimed. None before
   * the first.
   */
  list(): Promise<readonly ListedCheckpoint[]>;
  /** From then on `list` gives it to each process. */
  claim(checkpoint: SignedCheckpoint): Promise<void>;
  /** The claim made last turned out to contradict another, and nothing of it was signed. Claims of others stay, also of the same. */
  withdraw(): Promise<void>;
  /** Resolves when a power cut would not lose the claim made last. What it extends need not be listed any more. */
  settle(extended: readonly SignedCheckpoint[]): Promise<void>;
}

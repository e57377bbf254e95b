import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';

/** What the checkpoint key signed last. It lies beside the key, not in the stores whose content it is compared with (ADR 30). */
export interface SignedCheckpointStore {
  /** Null before the first. */
  read(): Promise<SignedCheckpoint | null>;
  /** Resolves when a power cut would not lose it. */
  keep(checkpoint: SignedCheckpoint): Promise<void>;
}

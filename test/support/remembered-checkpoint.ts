import type { SignedCheckpoint } from '@lanran/api/log/domain/signed-checkpoint';
import type { SignedCheckpointStore } from '@lanran/api/log/ports/signed-checkpoint-store';

/** For tests that need no disk. */
export class RememberedCheckpoint implements SignedCheckpointStore {
  kept: SignedCheckpoint | null = null;
  /** How often something was kept. */
  writes = 0;

  async read(): Promise<SignedCheckpoint | null> {
    return this.kept;
  }

  async keep(checkpoint: SignedCheckpoint): Promise<void> {
    this.writes += 1;
    this.kept = checkpoint;
  }
}

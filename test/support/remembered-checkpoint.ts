import type { SignedCheckpoint } from '@lanran/api/log/domain/signed-checkpoint';
import type { SignedCheckpointStore } from '@lanran/api/log/ports/signed-checkpoint-store';

/** For tests that need no disk. */
export class RememberedCheckpoint implements SignedCheckpointStore {
  kept: SignedCheckpoint | null = null;
  /** Of processes that have not settled yet. */
  claims: SignedCheckpoint[] = [];
  /** How often something was kept. */
  writes = 0;

  async list(): Promise<readonly SignedCheckpoint[]> {
    return [...(this.kept === null ? [] : [this.kept]), ...this.claims];
  }

  async claim(checkpoint: SignedCheckpoint): Promise<void> {
    this.claims.push(checkpoint);
  }

  async withdraw(checkpoint: SignedCheckpoint): Promise<void> {
    this.claims = this.claims.filter((claim) => claim !== checkpoint);
  }

  async settle(checkpoint: SignedCheckpoint): Promise<void> {
    this.writes += 1;
    this.kept = checkpoint;
    this.claims = this.claims.filter((claim) => claim !== checkpoint);
  }
}

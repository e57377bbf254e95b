import type { SignedCheckpoint } from '@lanran/api/log/domain/signed-checkpoint';
import type { ListedCheckpoint, SignedCheckpointStore } from '@lanran/api/log/ports/signed-checkpoint-store';

/** For tests that need no disk. */
export class RememberedCheckpoint implements SignedCheckpointStore {
  kept: SignedCheckpoint | null = null;
  /** Of processes that have not settled yet. */
  claims: SignedCheckpoint[] = [];
  /** How often something was kept. */
  writes = 0;
  #last: SignedCheckpoint | null = null;

  async list(): Promise<readonly ListedCheckpoint[]> {
    const claims = this.claims.map((claim) => ({ ...claim, isSettled: false }));
    return this.kept === null ? claims : [{ ...this.kept, isSettled: true }, ...claims];
  }

  async claim(checkpoint: SignedCheckpoint): Promise<void> {
    this.#last = checkpoint;
    this.claims.push(checkpoint);
  }

  async withdraw(): Promise<void> {
    this.claims = this.claims.filter((claim) => claim !== this.#last);
  }

  async settle(): Promise<void> {
    this.writes += 1;
    this.kept = this.#last;
    await this.withdraw();
  }
}

import type { CursorStore } from '@lanran/api/platform/jobs/cursor-store';

/** A follower's memory that begins anew. */
export class LostCursors implements CursorStore {
  #position = 0;

  async read(): Promise<number> {
    return this.#position;
  }

  async advance(_follower: string, position: number): Promise<void> {
    this.#position = Math.max(this.#position, position);
  }
}

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentServer } from './content-server.ts';

/** Whether the other side may hold blocks that no pin reaches, such as those of what was taken down during the move. */
export class Garbage {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'garbage');
  }

  note(): void {
    writeFileSync(this.#path, '', { mode: 0o600 });
  }

  async collect(target: ContentServer): Promise<void> {
    if (!existsSync(this.#path)) return;
    await target.collectGarbage();
    rmSync(this.#path);
  }
}

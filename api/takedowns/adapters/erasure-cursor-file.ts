import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../platform/process/durable-file.ts';
import type { ErasureCursor } from '../ports/erasure-cursor.ts';

/** `erased-until` in the folder of the search index, with which it is removed. */
export class ErasureCursorFile implements ErasureCursor {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async find(): Promise<Date | null> {
    const text = await readIfThere(this.#path);
    if (text === null) return null;
    const until = new Date(text.trim());
    // Torn by a power cut: all is looked at again.
    return Number.isNaN(until.getTime()) ? new Date(0) : until;
  }

  async advance(until: Date): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFile(this.#path, `${until.toISOString()}\n`, { mode: 0o600 });
  }

  get #path(): string {
    return join(this.#directory, 'erased-until');
  }
}

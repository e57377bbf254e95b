import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { PortionCheck } from '../portion-check.ts';

const CIPHER = 'aes-256-ctr';

/**
 * A portion that counts only once its checksum is right. Till then it lies in a file of its own, without a name and under a
 * key that is nowhere: encrypted into the payload at once, a wrong one would leave chunks whose nonces the right one needs.
 */
export class CheckedPortion {
  readonly #handle: FileHandle;
  readonly #key: Buffer;
  readonly #counter: Buffer;

  private constructor(handle: FileHandle, key: Buffer, counter: Buffer) {
    this.#handle = handle;
    this.#key = key;
    this.#counter = counter;
  }

  /** @throws ChecksumMismatchError, what the source or the disk failed with */
  static async receive(
    path: string,
    source: AsyncIterable<Uint8Array>,
    check: PortionCheck,
  ): Promise<CheckedPortion> {
    const handle = await open(path, 'w+', 0o600);
    try {
      await rm(path, { force: true });
      const [key, counter] = [randomBytes(32), randomBytes(16)];
      const cipher = createCipheriv(CIPHER, key, counter);
      let position = 0;
      for await (const bytes of source) {
        check.update(bytes);
        const sealed = cipher.update(bytes);
        await handle.write(sealed, 0, sealed.length, position);
        position += sealed.length;
      }
      check.requireMatch();
      return new CheckedPortion(handle, key, counter);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async *read(): AsyncGenerator<Uint8Array> {
    const decipher = createDecipheriv(CIPHER, this.#key, this.#counter);
    const buffer = Buffer.alloc(1_048_576);
    for (let position = 0; ;) {
      const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield decipher.update(buffer.subarray(0, bytesRead));
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

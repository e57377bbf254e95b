import type { Readable } from 'node:stream';
import type { FileDigest } from '@lanran/protocol/file-digest';
import { DigestingFailedError } from '../../domain/fixity.ts';
import type { ContentDigester } from '../../ports/content-digester.ts';
import { DigestThreads } from './digests/digest-threads.ts';
import type { RunningDigest } from './digests/running-digest.ts';
import { wholeDigest } from './digests/whole-digest.ts';
import { BLOCK_BYTES, SharedBlocks } from './shared-blocks.ts';

/** Hashes in threads of its own, so that uploads don't wait for it; one block in memory for each stream. */
export class ThreadedContentDigester implements ContentDigester {
  readonly #threads = new DigestThreads();
  readonly #blocks = new SharedBlocks();
  #running = 0;

  async digest(source: Readable, beforeEach: (bytes: number) => Promise<void>): Promise<FileDigest> {
    this.#running += 1;
    const digest = this.#threads.begin();
    try {
      await this.#feed(digest, source, beforeEach);
      return wholeDigest(await naming(digest.finish()));
    } catch (error) {
      if (!digest.isBroken) digest.drop();
      throw error;
    } finally {
      source.destroy();
      this.#running -= 1;
    }
  }

  async rest(): Promise<void> {
    if (this.#running === 0) await this.#threads.stop();
  }

  async #feed(
    digest: RunningDigest,
    source: Readable,
    beforeEach: (bytes: number) => Promise<void>,
  ): Promise<void> {
    const block = this.#blocks.take();
    for await (const chunk of source) {
      const portion = chunk as Uint8Array;
      await beforeEach(portion.length);
      for (let from = 0; from < portion.length; from += BLOCK_BYTES) {
        const part = portion.subarray(from, from + BLOCK_BYTES);
        block.set(part);
        await naming(digest.update(block.subarray(0, part.length)));
      }
    }
    // Not given back after a failure: a thread may still read it.
    this.#blocks.giveBack(block);
  }
}

async function naming<T>(hashing: Promise<T>): Promise<T> {
  try {
    return await hashing;
  } catch (cause) {
    throw new DigestingFailedError('The threads that hash stored originals failed.', { cause });
  }
}

import type { Readable } from 'node:stream';
import { DigestingFailedError } from '../../storage/ports/content-digester.ts';
import type { StoredFile } from '../../storage/ports/content-store.ts';
import type { ThreadPart } from './digests/digest-request.ts';
import { DigestThreads } from './digests/digest-threads.ts';
import type { FinishedDigest, RunningDigest } from './digests/running-digest.ts';
import { BLOCK_BYTES, SharedBlocks } from '../domain/shared-blocks.ts';

type BeforeEach = (bytes: number) => Promise<void> | void;

/** Whole chunks of an age file. A thread does nothing else meanwhile. */
const FILE_STEP_BYTES = 16 * 1_048_576;

/** Hashes streams in threads of its own, for which nobody waits; one block in memory for each stream. */
export class StreamDigester {
  readonly #threads: DigestThreads;
  readonly #blocks = new SharedBlocks();
  #running = 0;

  constructor(partsByThread: readonly (readonly ThreadPart[])[]) {
    this.#threads = new DigestThreads(partsByThread, { isBackground: true });
  }

  /** Reads the stream to its end; it is closed in any case. @throws DigestingFailedError, and what the stream and `beforeEach` throw */
  async digest(source: Readable, beforeEach: BeforeEach): Promise<FinishedDigest> {
    this.#running += 1;
    const digest = this.#threads.begin();
    try {
      await this.#feed(digest, source, beforeEach);
      return await naming(digest.finish());
    } catch (error) {
      if (!digest.isBroken) digest.drop();
      throw error;
    } finally {
      source.destroy();
      this.#running -= 1;
    }
  }

  /** A file where it lies, encrypted or not. @throws DigestingFailedError, and what `beforeEach` throws */
  async digestFile(
    { path, bytes, payloadKey }: StoredFile & { readonly bytes: number },
    beforeEach: BeforeEach,
  ): Promise<FinishedDigest> {
    this.#running += 1;
    const digest = this.#threads.begin();
    const seal = payloadKey === null ? null : { payloadKey, size: bytes };
    try {
      for (let start = 0; start < bytes; start += FILE_STEP_BYTES) {
        const end = Math.min(bytes, start + FILE_STEP_BYTES);
        await beforeEach(end - start);
        await naming(digest.readUpTo(path, end, seal));
      }
      return await naming(digest.finish());
    } catch (error) {
      if (!digest.isBroken) digest.drop();
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  /** Ends the threads, unless something is being hashed. */
  async rest(): Promise<void> {
    if (this.#running === 0) await this.stop();
  }

  async stop(): Promise<void> {
    await this.#threads.stop();
  }

  async #feed(digest: RunningDigest, source: Readable, beforeEach: BeforeEach): Promise<void> {
    const block = this.#blocks.take();
    let filled = 0;
    const flush = async () => {
      if (filled > 0) await naming(digest.update(block.subarray(0, filled)));
      filled = 0;
    };
    for await (const chunk of source) {
      const portion = chunk as Uint8Array;
      await beforeEach(portion.length);
      for (let from = 0; from < portion.length;) {
        const part = portion.subarray(from, from + BLOCK_BYTES - filled);
        block.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === BLOCK_BYTES) await flush();
      }
    }
    await flush();
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

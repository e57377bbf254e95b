import type { Readable } from 'node:stream';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';
import type { PortionCheck } from './portion-check.ts';

/** What takes bytes to the disk. */
export interface PortionWriter {
  /** Resolves when there is room for more, to whether it keeps the memory, which it gives back itself; else the bytes were copied. */
  take(bytes: Uint8Array): Promise<boolean>;
  /** Resolves when all that was taken is in the file, or with it. */
  written(): Promise<void>;
}

export interface PortionOptions {
  readonly source: AsyncIterable<Uint8Array>;
  /** Where in the upload it begins. */
  readonly offset: number;
  /** Of the upload, as announced. */
  readonly size: number;
  readonly check: PortionCheck | null;
  readonly failPoints: FailPoints;
}

/** Takes all that a portion brings. @throws what the source or the disk failed with, ChecksumMismatchError */
export async function takeAll(
  writer: PortionWriter,
  { source, offset, size, check, failPoints }: PortionOptions,
): Promise<void> {
  const middle = failPoints.areIdle === true ? 0 : Math.ceil(size / 2);
  let position = offset;
  for await (const bytes of source) {
    check?.update(bytes);
    const before = bytes.subarray(0, Math.max(0, middle - position));
    // A copy: the memory is one piece, to keep or to give back.
    if (before.length > 0) await writer.take(before.slice());
    position += bytes.length;
    if (before.length > 0 && position >= middle && middle < size) {
      await writer.written();
      await failPoints.reach('mid-upload');
    }
    const isKept = await writer.take(bytes.subarray(before.length));
    if (!isKept) sharedBlocks.giveBack(bytes);
  }
  check?.requireMatch();
}

/** Leaves the source intact when writing fails: else its abort would hide the reason. @throws the signal's reason */
export async function* portionsOf(source: Readable, stopped: AbortSignal): AsyncGenerator<Uint8Array> {
  const portions = source.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  for (;;) {
    const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      const stop = () => reject(stopped.reason as Error);
      if (stopped.aborted) stop();
      // One listener, put anew: one for each portion would stay for as long as the upload takes.
      stopped.onabort = stop;
      portions.next().then(resolve, reject);
    });
    if (next.done === true) return;
    yield next.value;
  }
}

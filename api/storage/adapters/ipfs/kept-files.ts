import { close, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { KEPT_MS } from '../../../platform/concurrency/recent-answers.ts';
import type { ByteRange } from '../../ports/content-store.ts';

const MOST_KEPT = 256;

const openFile = promisify(open);

interface KeptFile {
  readonly descriptor: Promise<number>;
  readers: number;
  /** No reader takes it any more: the last one closes it. */
  isOver: boolean;
}

/** Reads parts of files. Each file stays open for a second, as machines read one in many parts. */
export class KeptFiles {
  readonly #files = new Map<string, KeptFile>();

  /** Fewer bytes where the file is shorter. Null where it can't be opened. */
  async read(path: string, range: ByteRange): Promise<Buffer | null> {
    const file = this.#files.get(path) ?? this.#open(path);
    file.readers += 1;
    try {
      const descriptor = await file.descriptor.catch(() => null);
      if (descriptor === null) this.#end(path, file);
      return descriptor === null ? null : await readAt(descriptor, range);
    } finally {
      file.readers -= 1;
      closeUnused(file);
    }
  }

  #open(path: string): KeptFile {
    const file = { descriptor: openFile(path, 'r'), readers: 0, isOver: false };
    for (const [oldest, kept] of this.#files) {
      if (this.#files.size < MOST_KEPT) break;
      this.#end(oldest, kept);
    }
    this.#files.set(path, file);
    setTimeout(() => this.#end(path, file), KEPT_MS).unref();
    return file;
  }

  #end(path: string, file: KeptFile): void {
    if (this.#files.get(path) !== file) return;
    this.#files.delete(path);
    file.isOver = true;
    closeUnused(file);
  }
}

function closeUnused({ descriptor, readers, isOver }: KeptFile): void {
  if (!isOver || readers > 0) return;
  void descriptor.then(
    (opened) => close(opened),
    () => undefined,
  );
}

function readAt(descriptor: number, { start, end }: ByteRange): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(end - start);
  return new Promise((resolve, reject) => {
    const readFrom = (filled: number): void => {
      read(descriptor, buffer, filled, buffer.length - filled, start + filled, (error, count) => {
        if (error !== null) reject(error);
        else if (count === 0 || filled + count === buffer.length) resolve(buffer.subarray(0, filled + count));
        else readFrom(filled + count);
      });
    };
    readFrom(0);
  });
}

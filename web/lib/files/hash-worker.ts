import { createFileHasher } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { HashMessage, HashTask } from './hash-messages.ts';

const SLICE_BYTES = 4 * 1024 * 1024;

self.addEventListener('message', ({ data }: MessageEvent<HashTask>) => {
  void run(data.file);
});

async function run(file: File): Promise<void> {
  try {
    tell({ kind: 'done', digest: await hash(file) });
  } catch (error) {
    const isUnreadable = error instanceof DOMException;
    tell({
      kind: 'failed',
      code: isUnreadable ? 'UNREADABLE' : 'INTERNAL',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/** One pass in constant memory; the next slice is read while this one is hashed. */
async function hash(file: File): Promise<FileDigest> {
  const hasher = await createFileHasher();
  let next = readSlice(file, 0);
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const bytes = await next;
    next = readSlice(file, at + SLICE_BYTES);
    hasher.update(bytes);
    tell({ kind: 'progress', bytes: at + bytes.length });
  }
  return hasher.digest();
}

async function readSlice(file: File, at: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
}

function tell(message: HashMessage): void {
  self.postMessage(message);
}

import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { createFileHasher } from '@lanran/protocol/files/digest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { parseTrustFile } from '@lanran/protocol/log/trust';
import { checkGiven } from './check-given.ts';
import type { FailureCode, FromWorker, Results, ToWorker, WorkerTask } from './worker-messages.ts';

/* Everything that checks, in one file that is loaded when the page opens: it works after the network is cut. */

const SLICE_BYTES = 4 * 1024 * 1024;
const canceled = new Set<number>();

class CanceledError extends Error {
  override readonly name = 'CanceledError';
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'cancel') canceled.add(data.id);
  else void answer(data.id, data);
});
tell({ kind: 'ready' });

async function answer(id: number, task: WorkerTask): Promise<void> {
  try {
    tell({ kind: 'done', id, result: await perform(id, task) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ kind: 'failed', id, code: codeOf(error), message });
  } finally {
    canceled.delete(id);
  }
}

async function perform(id: number, task: WorkerTask): Promise<Results[keyof Results]> {
  switch (task.kind) {
    case 'hash':
      return hash(id, task.file);
    case 'check':
      return checkGiven(task.task, (url) => RpcChainLookup.open(url));
    case 'trust':
      return parseTrustFile(task.text);
  }
}

/** One pass in constant memory; the next slice is read while this one is hashed. */
async function hash(id: number, file: File): Promise<FileDigest> {
  const hasher = await createFileHasher();
  let next = readSlice(file, 0);
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const bytes = await next;
    if (canceled.has(id)) throw new CanceledError('Nobody waits for the hash any more.');
    next = readSlice(file, at + SLICE_BYTES);
    hasher.update(bytes);
    tell({ kind: 'progress', id, bytes: at + bytes.length });
  }
  return hasher.digest();
}

async function readSlice(file: File, at: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
}

function codeOf(error: unknown): FailureCode {
  if (error instanceof CanceledError) return 'CANCELED';
  if (error instanceof DOMException) return 'UNREADABLE';
  return error instanceof FormatError ? 'NO_TRUST_FILE' : 'INTERNAL';
}

function tell(message: FromWorker): void {
  self.postMessage(message);
}

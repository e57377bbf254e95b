import { parentPort, workerData } from 'node:worker_threads';
import { IndexFiles } from './index-files.ts';
import type { IndexMessage, IndexReply, IndexThreadData } from './index-request.ts';

/* The thread of an index: SQLite answers at once, and a question over a hundred thousand assets takes longer than others may wait. */

const files = new IndexFiles((workerData as IndexThreadData).directory);
const port = parentPort;

port?.on('message', ({ number, request }: IndexMessage) => {
  const reply = (answer: Omit<IndexReply, 'number'>) => port.postMessage({ number, ...answer });
  try {
    reply({ answer: files.answer(request), failure: null });
  } catch (error) {
    reply({ answer: null, failure: error instanceof Error ? error.message : String(error) });
  }
});

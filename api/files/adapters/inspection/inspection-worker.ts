import { Readable } from 'node:stream';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { GltfInspector } from './gltf-inspector.ts';
import { MediaInfoInspector } from './media-info-inspector.ts';
import { ReferenceInspector } from './reference-inspector.ts';
import type { InspectionAnswer, InspectionRequest, ReadAnswer, ReadRequest } from './thread-messages.ts';

/* The inspection thread: libraries that compute for long, or might never end on a hostile file. It is ended from outside. */

const INSPECTORS: readonly FileInspector[] = [
  new MediaInfoInspector(),
  new GltfInspector(),
  new ReferenceInspector(),
];

interface Waiting {
  resolve(answer: ReadAnswer): void;
}

class RemoteFile implements InspectedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly #ask: (request: Omit<ReadRequest, 'number'>) => Promise<ReadAnswer>;

  constructor(
    { path, mediaType, bytes }: InspectionRequest['file'],
    ask: (request: Omit<ReadRequest, 'number'>) => Promise<ReadAnswer>,
  ) {
    this.path = path;
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.#ask = ask;
  }

  async read({ start, end } = { start: 0, end: this.bytes }): Promise<Readable> {
    return Readable.from([await this.#bytes(null, { start, end })]);
  }

  async findSibling(path: string): Promise<Pick<InspectedFile, 'bytes' | 'read'> | null> {
    const answer = await this.#ask({ sibling: path, start: 0, end: 0 });
    if ('isMissing' in answer) return null;
    if ('failure' in answer) throw new Error(answer.failure);
    const { size } = answer;
    return {
      bytes: size,
      read: async ({ start, end } = { start: 0, end: size }) =>
        Readable.from([await this.#bytes(path, { start, end })]),
    };
  }

  async #bytes(
    sibling: string | null,
    range: { readonly start: number; readonly end: number },
  ): Promise<Uint8Array> {
    const answer = await this.#ask({ sibling, ...range });
    if ('bytes' in answer) return answer.bytes;
    throw new Error('failure' in answer ? answer.failure : 'The file is gone.');
  }
}

function serve(port: MessagePort): void {
  const waiting = new Map<number, Waiting>();
  let reads = 0;
  const ask = (request: Omit<ReadRequest, 'number'>) =>
    new Promise<ReadAnswer>((resolve) => {
      const number = reads++;
      waiting.set(number, { resolve });
      port.postMessage({ number, ...request } satisfies ReadRequest);
    });
  const inspect = async ({ subject, file }: InspectionRequest): Promise<InspectionAnswer> => {
    try {
      const inspector = INSPECTORS.find((each) => each.subject === subject);
      if (inspector === undefined) throw new Error(`The inspection thread knows no ${subject}.`);
      // The thread is ended when time is up; nobody aborts within it.
      return { inspection: await inspector.inspect(new RemoteFile(file, ask), new AbortController().signal) };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  };
  port.on('message', (message: InspectionRequest | ReadAnswer) => {
    if ('subject' in message) return void inspect(message).then((answer) => port.postMessage(answer));
    waiting.get(message.number)?.resolve(message);
    waiting.delete(message.number);
    return undefined;
  });
}

if (parentPort === null) throw new Error('inspection-worker runs as a worker thread only');
serve(parentPort);

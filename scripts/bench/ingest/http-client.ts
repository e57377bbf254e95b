import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export const MIB = 1_048_576;
/** Made once for a file: making random bytes while they are sent would be measured too. */
const RANDOM_MIB = 64;

/** Content that no other file has, of any size. */
export class BenchFile {
  readonly bytes: number;
  readonly #random = randomBytes(RANDOM_MIB * MIB);

  constructor(sizeMib: number) {
    this.bytes = sizeMib * MIB;
  }

  *portions(): Generator<Uint8Array> {
    for (let position = 0; position < this.bytes; position += MIB) {
      const start = position % this.#random.length;
      yield this.#random.subarray(start, start + Math.min(MIB, this.bytes - position));
    }
  }
}

export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly file?: BenchFile;
}

/** One request on a connection of its own, sent as fast as it is taken. @throws when it is refused */
export async function send(url: string, { method, headers, file }: Exchange): Promise<IncomingMessage> {
  const sending = request(url, { method, headers, agent: false });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  // Waited for below; a refusal that comes while bytes are sent must not be an unhandled one.
  answered.catch(() => undefined);
  for (const portion of file?.portions() ?? []) {
    if (!sending.write(portion)) await Promise.race([once(sending, 'drain'), answered]);
  }
  sending.end();
  const [response] = await answered;
  if ((response.statusCode ?? 500) >= 300) {
    const text = (await response.setEncoding('utf8').toArray()).join('');
    throw new Error(`${method} ${url}: ${response.statusCode} ${text}`);
  }
  return response;
}

/** Reads an answer to its end without keeping it. */
export async function discard(response: IncomingMessage): Promise<number> {
  let bytes = 0;
  response.on('data', (portion: Uint8Array) => (bytes += portion.length));
  await once(response, 'end');
  return bytes;
}

export interface RangeDownload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly connections: number;
}

/** A file by ranges of equal length, all at once. @throws when bytes are missing */
export async function download({ url, headers, bytes, connections }: RangeDownload): Promise<void> {
  const length = Math.ceil(bytes / connections);
  const received = await Promise.all(
    Array.from({ length: connections }, async (_, at) => {
      const range = `bytes=${at * length}-${Math.min(bytes, (at + 1) * length) - 1}`;
      return discard(await send(url, { method: 'GET', headers: { ...headers, range } }));
    }),
  );
  const total = received.reduce((sum, each) => sum + each, 0);
  if (total !== bytes) throw new Error(`${url} gave ${total} of ${bytes} bytes`);
}

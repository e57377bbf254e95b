import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createInterface } from 'node:readline';
import { withRoots } from '@lanran/embedded/content-store/car/car-format';
import { isFromLoopback } from '@lanran/embedded/content-store/http/access';
import { written } from '@lanran/embedded/content-store/http/written';
import { z } from 'zod';
import { ContentServerError } from '../errors.ts';
import { shownPlace } from '../place.ts';
import { locatedCar, locatedIn } from './located-car.ts';

/** A server that reads or pins a large file says nothing meanwhile. */
const SILENT_FOR_MS = 600_000;
const MAX_MESSAGE_CHARACTERS = 300;

/** The last line of Kubo's `repo/verify`, and the only one with words, where no block is damaged. */
const ALL_VALIDATED = 'all blocks validated';

const PinLine = z.object({ Cid: z.string().min(1) });
const Added = z.object({ Hash: z.string().min(1) });
const Statistics = z.object({ RepoSize: z.number(), StorageMax: z.number(), NumObjects: z.number() });
const GarbageFault = z.object({ Error: z.string().min(1) });
const Verified = z.object({ Msg: z.string().default(''), Progress: z.number().default(0) });
const BrokenPin = z.object({ Cid: z.string().default(''), Err: z.string().default('') });
const Refusal = z.object({ Message: z.string() });
const ImportLine = z.object({
  Root: z.object({ Cid: z.object({ '/': z.string() }), PinErrorMsg: z.string().default('') }).optional(),
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes of a portion need be valid only until the next is asked for. */
  readonly body?: AsyncIterable<Uint8Array>;
}

export interface ContentServerAddress {
  /** Base of the Kubo RPC, without `/api/v0`. */
  readonly apiUrl: string;
  readonly token: string;
}

/** A node that speaks Kubo's RPC, as a move uses it: whole pins as streams, without a time limit on a stream that flows. */
export class ContentServer {
  readonly #address: ContentServerAddress;

  constructor(address: ContentServerAddress) {
    this.#address = address;
  }

  /** @throws when it does not answer as such a node */
  async version(): Promise<string> {
    const { Version } = z.object({ Version: z.string() }).parse(await this.#json('version'));
    return Version;
  }

  async size(): Promise<{ readonly bytes: number; readonly maxBytes: number; readonly blocks: number }> {
    const { RepoSize, StorageMax, NumObjects } = Statistics.parse(await this.#json('repo/stat'));
    return { bytes: RepoSize, maxBytes: StorageMax, blocks: NumObjects };
  }

  /** Recursive ones: the platform makes no others. */
  async *pins(): AsyncGenerator<string> {
    const answer = await this.#call('pin/ls', { type: 'recursive', stream: 'true' });
    for await (const line of createInterface({ input: answer })) {
      if (line === '') continue;
      const value: unknown = JSON.parse(line);
      const { success, data } = PinLine.safeParse(value);
      if (Refusal.safeParse(value).success) throw this.#refusal('pin/ls', value);
      if (!success) throw this.#fault('does not list pins one by one, as Kubo does: name a Kubo itself');
      yield data.Cid;
    }
    this.#requireWhole('pin/ls', answer);
  }

  /** The DAG below a CID as CARv1. */
  async *export(cid: string): AsyncGenerator<Buffer> {
    yield* this.#wholeExport(await this.#call('dag/export', { arg: cid, progress: 'false' }));
  }

  /**
   * The same with other roots; the bytes of a portion are valid until the next is asked for. A server on the disk of this process sends
   * only nodes, and the rest is read here: sent through the server, each byte would be copied and hashed once more.
   */
  async *car([cid, ...others]: readonly [string, ...string[]]): AsyncGenerator<Uint8Array> {
    const answer = await this.#call(
      'dag/export',
      { arg: cid, progress: 'false' },
      { headers: { 'lanran-located': 'true' } },
    );
    // A server elsewhere has no say in which files of this machine are read.
    const located = isFromLoopback(answer) ? locatedIn(answer.headers['lanran-located']) : null;
    const car = this.#wholeExport(answer);
    if (located !== null) yield* locatedCar([cid, ...others], located, car);
    else yield* others.length === 0 ? car : withRoots([cid, ...others], car);
  }

  /** Keeps CARs and pins their roots: all of them, or throws. Own nodes of the platform show to strangers only what is open. */
  async import(
    cars: AsyncIterable<AsyncIterable<Uint8Array>>,
    { isOpen }: { readonly isOpen: boolean },
  ): Promise<void> {
    const { headers, boundary } = multipartHeaders(isOpen);
    const answer = await this.#call(
      'dag/import',
      { 'pin-roots': 'true' },
      { headers, body: multipart(cars, boundary) },
    );
    for await (const line of createInterface({ input: answer })) {
      if (line === '') continue;
      const value: unknown = JSON.parse(line);
      if (Refusal.safeParse(value).success) throw this.#refusal('dag/import', value);
      const { Root } = ImportLine.parse(value);
      if (Root !== undefined && Root.PinErrorMsg !== '')
        throw this.#fault(`can't pin ${Root.Cid['/']}: ${Root.PinErrorMsg}`);
    }
    this.#requireWhole('dag/import', answer);
  }

  /** Keeps and pins a small file that strangers are not shown. @returns its CID, as `pins` gives it */
  async add(bytes: Uint8Array): Promise<string> {
    const { headers, boundary } = multipartHeaders(false);
    const body = multipart(oneOf(oneOf(bytes)), boundary);
    const answer = await this.#call(
      'add',
      { pin: 'true', 'raw-leaves': 'true', 'cid-version': '1' },
      { headers, body },
    );
    return Added.parse(JSON.parse(await textOf(answer))).Hash;
  }

  /**
   * Has it read and hash all its blocks, and look that none is missing below a pin. `onBlocks` is told how many it has read so far; it
   * stops the verification when it throws. @throws where something is missing or damaged, or it can't do this
   */
  async verify(onBlocks: (blocks: number) => void): Promise<void> {
    let said = '';
    for await (const value of this.#lines('repo/verify')) {
      const { Msg, Progress } = Verified.parse(value);
      if (Progress > 0) onBlocks(Progress);
      if (said === '') said = Msg;
    }
    if (!said.includes(ALL_VALIDATED)) throw this.#fault(`said to repo/verify: ${said}`);
    for await (const value of this.#lines('pin/verify')) {
      const { Cid, Err } = BrokenPin.parse(value);
      throw this.#fault(`has not all of the pin ${Cid}: ${Err}`);
    }
  }

  async unpin(cid: string): Promise<void> {
    await this.#json('pin/rm', { arg: cid, recursive: 'true' });
  }

  /** Removes what no pin reaches. */
  async collectGarbage(): Promise<void> {
    for await (const value of this.#lines('repo/gc')) {
      const { data: fault } = GarbageFault.safeParse(value);
      if (fault !== undefined) throw this.#fault(`failed at repo/gc: ${fault.Error}`);
    }
  }

  /** An answer of one JSON value a line. */
  async *#lines(command: string): AsyncGenerator {
    const answer = await this.#call(command, {});
    try {
      for await (const line of createInterface({ input: answer })) {
        const value: unknown = line === '' ? null : JSON.parse(line);
        if (Refusal.safeParse(value).success) throw this.#refusal(command, value);
        if (value !== null) yield value;
      }
      this.#requireWhole(command, answer);
    } finally {
      answer.destroy();
    }
  }

  async #json(command: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    return JSON.parse(await textOf(await this.#call(command, query)));
  }

  async #call(
    command: string,
    query: Readonly<Record<string, string>>,
    sent: Sent = {},
  ): Promise<IncomingMessage> {
    const { apiUrl, token } = this.#address;
    const url = new URL(`${apiUrl.replace(/\/+$/, '')}/api/v0/${command}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const headers = { ...sent.headers, authorization: `Bearer ${token}` };
    const request = send(url, { method: 'POST', headers });
    request.setTimeout(SILENT_FOR_MS, () =>
      request.destroy(this.#fault(`said nothing for ${SILENT_FOR_MS / 1000} s`)),
    );
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    // The server may refuse, and close, before it was sent everything: its answer says more than the broken pipe.
    const sending = sendOneByOne(request, sent.body ?? noPortions(), () =>
      this.#fault('closed the connection'),
    );
    const failure = sending.then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    answered.catch(() => undefined);
    const fault = await Promise.race([failure, answered.then(() => null)]);
    if (fault !== null && !isBrokenPipe(fault)) throw fault;
    const [answer] = await answered;
    if (answer.statusCode === 200) return answer;
    const told = await textOf(answer).then(parsed, () => null);
    const refusal = this.#refusal(command, told, answer.statusCode);
    // Else the rest would be sent all the same.
    request.destroy();
    throw refusal;
  }

  async *#wholeExport(answer: IncomingMessage): AsyncGenerator<Buffer> {
    try {
      for await (const portion of answer as AsyncIterable<Buffer>) yield portion;
    } catch (error) {
      // Node says only that it was aborted.
      if (!answer.complete) this.#requireWhole('dag/export', answer);
      throw error;
    }
    this.#requireWhole('dag/export', answer);
  }

  /** An error in the middle comes as a trailer, or as an answer that ends early. */
  #requireWhole(command: string, answer: IncomingMessage): void {
    const fault = answer.trailers['x-stream-error'];
    if (typeof fault === 'string' && fault !== '') throw this.#fault(`failed at ${command}: ${fault}`);
    if (!answer.complete) throw this.#fault(`ended the answer to ${command} early`);
  }

  #refusal(command: string, value: unknown, status = 200): ContentServerError {
    const { data } = Refusal.safeParse(value);
    const said = (data?.Message ?? 'no message').slice(0, MAX_MESSAGE_CHARACTERS);
    return this.#fault(`refused ${command} (HTTP ${status}): ${said}`);
  }

  /** Of two servers, the message says which one. */
  #fault(what: string): ContentServerError {
    return new ContentServerError(`${shownPlace(this.#address.apiUrl)} ${what}`);
  }
}

/** A portion was sent before the next is asked for, so that its memory may be used again. */
async function sendOneByOne(
  request: ClientRequest,
  portions: AsyncIterable<Uint8Array>,
  closed: () => Error,
): Promise<void> {
  const faults: Error[] = [];
  request.on('error', (error) => faults.push(error));
  try {
    for await (const portion of portions) {
      await written(request, portion);
      if (request.destroyed) throw faults[0] ?? closed();
    }
    request.end();
  } catch (error) {
    request.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function* noPortions(): AsyncGenerator<Uint8Array> {}

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && ['EPIPE', 'ECONNRESET'].includes(String(error.code));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { Message: text };
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const portions: Buffer[] = [];
  for await (const portion of answer as AsyncIterable<Buffer>) portions.push(portion);
  return Buffer.concat(portions).toString('utf8');
}

function multipartHeaders(isOpen: boolean) {
  const boundary = `lanran-${randomBytes(16).toString('hex')}`;
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'lanran-private': String(!isOpen),
  };
  return { headers, boundary };
}

async function* oneOf<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* multipart(
  cars: AsyncIterable<AsyncIterable<Uint8Array>>,
  boundary: string,
): AsyncGenerator<Uint8Array> {
  let number = 0;
  for await (const car of cars) {
    number += 1;
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${number}.car"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    );
    yield* car;
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

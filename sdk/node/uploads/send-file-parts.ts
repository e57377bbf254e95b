import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { RefusedError } from '@lanran/sdk/kernel/errors';

const READ_BYTES = 1024 * 1024;
/** The platform may check what arrived before it answers. */
const SILENCE_MS = 300_000;

export interface FilePart {
  readonly path: string;
  /** Of the first byte. */
  readonly start: number;
  /** After the last byte. */
  readonly end: number;
}

/** Part of a file, after a few bytes that are not in it. */
export interface BodyPart extends FilePart {
  readonly before?: Uint8Array;
}

export interface PartRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** One after the other. */
  readonly parts: readonly BodyPart[];
  /** Hears of bytes of files that were sent. */
  readonly onSent?: (bytes: number) => void;
}

/**
 * Sends parts of files as the body of a request, by way of two pieces of memory: the streams of `fetch` leave as much garbage as the
 * file has bytes, and to collect it cost more than to send it (measured). Stops sending when the answer comes before the end.
 * @throws RefusedError when a file has become shorter, and what disk or connection failed with
 */
export async function sendFileParts(
  url: string,
  { method, headers, parts, onSent = () => undefined }: PartRequest,
): Promise<Response> {
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
  const length = parts.reduce((sum, { before, start, end }) => sum + (before?.length ?? 0) + end - start, 0);
  const request = send(url, { method, headers: { ...headers, 'content-length': String(length) } });
  request.setTimeout(SILENCE_MS, () => request.destroy(new Error('The platform stays silent.')));
  const answered = once(request, 'response').then(([response]) => response as IncomingMessage);
  const sent = new PartSender(request, onSent).sendAll(parts);
  try {
    return await toResponse(await Promise.race([answered, sent.then(() => answered)]));
  } finally {
    if (!request.writableFinished) request.destroy();
    await sent.catch(() => undefined);
  }
}

/** Reads one piece while the other is sent. */
class PartSender {
  readonly #request: ClientRequest;
  readonly #onSent: (bytes: number) => void;
  readonly #buffers = [Buffer.allocUnsafeSlow(READ_BYTES), Buffer.allocUnsafeSlow(READ_BYTES)] as const;
  #turn: 0 | 1 = 0;
  #sending = Promise.resolve();

  constructor(request: ClientRequest, onSent: (bytes: number) => void) {
    this.#request = request;
    this.#onSent = onSent;
  }

  async sendAll(parts: readonly BodyPart[]): Promise<void> {
    for (const part of parts) {
      if (part.before !== undefined) await this.#send(part.before);
      const file = await open(part.path, 'r');
      try {
        await this.#sendPart(file, part);
      } finally {
        await file.close();
      }
    }
    await this.#sending;
    this.#request.end();
  }

  async #sendPart(file: FileHandle, { path, start, end }: FilePart): Promise<void> {
    for (let position = start; position < end && !this.#request.destroyed;) {
      const buffer = this.#buffers[this.#turn];
      this.#turn = this.#turn === 0 ? 1 : 0;
      const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, end - position), position);
      if (bytesRead === 0) {
        const advice = `${path} became shorter while it was sent. Run the command again.`;
        const error = new RefusedError('FILE_CHANGED', advice);
        this.#request.destroy(error);
        throw error;
      }
      position += bytesRead;
      await this.#send(buffer.subarray(0, bytesRead));
      this.#onSent(bytesRead);
    }
  }

  /** Begins to send, once what was sent before is on its way. */
  async #send(bytes: Uint8Array): Promise<void> {
    await this.#sending;
    this.#sending = write(this.#request, bytes);
    // A failure shows when it is waited for.
    this.#sending.catch(() => undefined);
  }
}

/** Resolves when nothing looks at the bytes any more. */
async function write(request: ClientRequest, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.write(bytes, (error) => {
      if (error == null) resolve();
      else reject(error);
    });
  });
}

async function toResponse(answer: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, headers } = answer;
  const body = await text(answer);
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(body === '' ? null : body, { status, headers: pairs });
}

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

export interface PartRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly part: FilePart;
}

/**
 * Sends part of a file as the body of a request, by way of two pieces of memory: the streams of `fetch` leave as much garbage as the
 * file has bytes, and to collect it cost more than to send it (measured). Stops sending when the answer comes before the end.
 * @throws RefusedError when the file has become shorter, and what disk or connection failed with
 */
export async function sendFilePart(url: string, { method, headers, part }: PartRequest): Promise<Response> {
  const file = await open(part.path, 'r');
  try {
    const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
    const length = String(part.end - part.start);
    const request = send(url, { method, headers: { ...headers, 'content-length': length } });
    request.setTimeout(SILENCE_MS, () => request.destroy(new Error('The platform stays silent.')));
    const answered = once(request, 'response').then(([response]) => response as IncomingMessage);
    const sent = sendAll(request, file, part);
    try {
      return await toResponse(await Promise.race([answered, sent.then(() => answered)]));
    } finally {
      if (!request.writableFinished) request.destroy();
      await sent.catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}

/** Reads one piece while the other is sent. */
async function sendAll(
  request: ClientRequest,
  file: FileHandle,
  { path, start, end }: FilePart,
): Promise<void> {
  const buffers = [Buffer.allocUnsafeSlow(READ_BYTES), Buffer.allocUnsafeSlow(READ_BYTES)] as const;
  let sending = Promise.resolve();
  let turn: 0 | 1 = 0;
  for (let position = start; position < end && !request.destroyed;) {
    const buffer = buffers[turn];
    turn = turn === 0 ? 1 : 0;
    const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, end - position), position);
    if (bytesRead === 0) {
      request.destroy();
      throw new RefusedError(
        'FILE_CHANGED',
        `${path} became shorter while it was sent. Run the command again.`,
      );
    }
    position += bytesRead;
    await sending;
    sending = write(request, buffer.subarray(0, bytesRead));
    // A failure shows when it is waited for.
    sending.catch(() => undefined);
  }
  await sending;
  request.end();
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

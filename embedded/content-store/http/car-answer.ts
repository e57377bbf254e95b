import type { ServerResponse } from 'node:http';
import type { CID } from 'multiformats/cid';
import { Readable } from 'node:stream';
import { encodeCar } from '../car/car-format.ts';
import type { Block } from '../dag-walk.ts';
import { sendStream } from './answers.ts';

export interface CarAnswer {
  roots: readonly CID[];
  blocks: AsyncIterable<Block>;
  headers: Readonly<Record<string, string>>;
}

/** Portions read ahead of a slow client. */
const PORTIONS_AHEAD = 2;

/**
 * Sends a CAR at the pace the client reads. The first block decides between an answer and an error; when a later one is
 * missing or damaged the connection is cut, so that nobody takes the part for the whole.
 */
export async function sendCar(
  response: ServerResponse,
  { roots, blocks, headers }: CarAnswer,
): Promise<void> {
  const portions = encodeCar(roots, blocks);
  const first = await portions.next();
  response.writeHead(200, headers);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (first.done === true) return;
    yield first.value;
    yield* portions;
  };
  await sendStream(response, Readable.from(all(), { highWaterMark: PORTIONS_AHEAD }));
}

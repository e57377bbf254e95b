import type { ServerResponse } from 'node:http';
import type { CID } from 'multiformats/cid';
import { Readable } from 'node:stream';
import { encodeCar } from '../car/car-format.ts';
import type { Block } from '../dag/dag-walk.ts';
import { sendPortions } from './answers.ts';

export interface CarAnswer {
  roots: readonly CID[];
  blocks: AsyncIterable<Block>;
  headers: Readonly<Record<string, string>>;
}

/** Portions read ahead of a slow client. */
const PORTIONS_AHEAD = 2;

/**
 * Sends a CAR at the pace the client reads. The first blocks decide between an answer and an error; when a later one is
 * missing or damaged the connection is cut.
 */
export async function sendCar(
  response: ServerResponse,
  { roots, blocks, headers }: CarAnswer,
): Promise<void> {
  const ahead = Readable.from(encodeCar(roots, blocks), { highWaterMark: PORTIONS_AHEAD });
  await sendPortions(response, { status: 200, headers }, ahead as AsyncIterable<Uint8Array>);
}

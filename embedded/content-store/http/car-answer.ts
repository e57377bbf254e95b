import type { ServerResponse } from 'node:http';
import type { CID } from 'multiformats/cid';
import { encodeCar } from '../car/car-format.ts';
import type { Block } from '../dag/dag-walk.ts';
import { sendOneByOne } from './answers.ts';

export interface CarAnswer {
  roots: readonly CID[];
  /** The bytes of one may be valid only until the next is asked for. */
  blocks: AsyncIterable<Block>;
  headers: Readonly<Record<string, string>>;
}

/**
 * Sends a CAR at the pace the client reads. The first blocks decide between an answer and an error; when a later one is
 * missing or damaged the connection is cut.
 */
export async function sendCar(
  response: ServerResponse,
  { roots, blocks, headers }: CarAnswer,
): Promise<void> {
  await sendOneByOne(response, { status: 200, headers }, encodeCar(roots, blocks));
}

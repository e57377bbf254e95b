import { reasonOf } from '@lanran/sdk/kernel/errors';
import { CarReader } from '@lanran/embedded/content-store/car/car-reader';
import { RAW } from '@lanran/embedded/content-store/dag/cids';
import type { ContentServer } from './content-server.ts';

/**
 * Reads every block below a pin and hashes it again.
 * @returns the CIDs below it, without the leaves @throws where a block is missing or damaged, or the server went away
 */
export async function readPin(
  server: Pick<ContentServer, 'export'>,
  cid: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string[]> {
  const below: string[] = [];
  const portions = counted(server.export(cid), ({ length }) => onBytes(length));
  try {
    const car = await CarReader.open(portions);
    for await (const block of car.blocks()) if (block.cid.code !== RAW) below.push(block.cid.toString());
    return below;
  } finally {
    // Else its answer stays open when the reader stops early.
    await portions.return(undefined);
  }
}

/** Those that the server can't give whole, each with what is wrong. @throws when it went away: that says nothing of its pins */
export async function findDamaged(
  server: ContentServer,
  cids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const damaged = new Map<string, string>();
  for (const cid of cids) {
    try {
      await readPin(server, cid, () => signal.throwIfAborted());
    } catch (error) {
      if (signal.aborted || !(await answers(server))) throw error;
      damaged.set(cid, reasonOf(error));
    }
  }
  return damaged;
}

export async function answers(server: Pick<ContentServer, 'version'>): Promise<boolean> {
  return server.version().then(
    () => true,
    () => false,
  );
}

export async function* counted<T extends Uint8Array>(
  portions: AsyncIterable<T>,
  count: (portion: T) => void,
): AsyncGenerator<T> {
  for await (const portion of portions) {
    count(portion);
    yield portion;
  }
}

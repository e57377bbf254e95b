import type { CID } from 'multiformats/cid';
import type { BlockIndex } from '../blocks/block-index.ts';
import { cidOfKey, keyOf } from '../dag/cids.ts';
import { linkedCids } from '../dag/dag-links.ts';
import type { Block, ReadBlock } from '../dag/dag-walk.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { inParallel } from '../in-parallel.ts';

/** Reads of one wait while blocks of another are hashed. */
const OBJECTS_AT_ONCE = 4;

export interface VerificationParts {
  readonly index: Pick<BlockIndex, 'objects' | 'findObject'>;
  readonly reader: Pick<ContentReader, 'withBlocks'>;
}

/**
 * Reads and hashes every block that is stored, and looks that all are there that they link to. `report` is told of each object and each
 * fault; it ends the verification when it throws.
 */
export async function verifyBlocks(
  { index, reader }: VerificationParts,
  report: (verified: { readonly blocks: number; readonly fault: string | null }) => Promise<void>,
): Promise<void> {
  const isObject = (cid: CID): boolean => index.findObject(keyOf(cid)) !== null;
  await inParallel(index.objects(), OBJECTS_AT_ONCE, async ({ key }) => {
    const root = cidOfKey(key);
    let blocks = 0;
    let fault: string | null = null;
    try {
      const own = reader.withBlocks('platform', (read) => walkOwn(root, { read, isObject }));
      for await (const _ of own) blocks += 1;
    } catch (error) {
      // What was removed meanwhile is no fault.
      if (isObject(root)) fault = error instanceof Error ? error.message : String(error);
    }
    await report({ blocks, fault });
  });
}

/** Without what is an object of its own. */
async function* walkOwn(
  root: CID,
  { read, isObject }: { readonly read: ReadBlock; readonly isObject: (cid: CID) => boolean },
): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const waiting = [root];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await read(cid);
    yield { cid, bytes };
    waiting.push(...linkedCids(cid, bytes).filter((link) => !isObject(link)));
  }
}

import type { CID } from 'multiformats/cid';
import type { BlockIndex } from '../blocks/block-index.ts';
import { cidOfKey, keyOf } from '../dag/cids.ts';
import { walkDag } from '../dag/dag-walk.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { inParallel } from '../in-parallel.ts';

/** Reads of one wait while blocks of another are hashed. */
const OBJECTS_AT_ONCE = 4;

export interface VerificationParts {
  readonly index: Pick<BlockIndex, 'objects' | 'findObject'>;
  readonly reader: Pick<ContentReader, 'withBlocks'>;
}

/**
 * Reads every stored block and compares its hash with its CID. A block that another one links to and that is missing is a fault.
 * Calls `report` once for each object. The verification ends when `report` throws.
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
      // Other objects that it links to are verified for themselves.
      const own = reader.withBlocks('platform', (read) => walkDag(root, read, (link) => !isObject(link)));
      for await (const _ of own) blocks += 1;
    } catch (error) {
      // What was removed meanwhile is no fault.
      if (isObject(root)) fault = error instanceof Error ? error.message : String(error);
    }
    await report({ blocks, fault });
  });
}

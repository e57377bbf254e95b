import type { CID } from 'multiformats/cid';
import { DAG_PB } from '../dag/cids.ts';
import { refuseDeeper } from '../dag/dag-levels.ts';
import { decodeNode, isFileNode, linksOf } from '../dag/dag-nodes.ts';
import { shardLinksOf } from '../dag/directory-walk.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { cidOfName, nameOf } from './block-names.ts';
import type { ImportedBlocks } from './file-layout.ts';

/** Blocks looked at before others get their turn. */
const STEPS_AT_ONCE = 512;

interface Step {
  cid: CID;
  name: string;
  below: CID[];
  height: number;
}

/**
 * Looks for files and directories among the imported nodes that are too deep to be read. Depth first, each node once, and no
 * further down than is allowed. @throws TooManyLevelsError
 */
export async function refuseTooManyLevels(names: Iterable<string>, imported: ImportedBlocks): Promise<void> {
  const heights = new Map<string, number>();
  let steps = 0;
  for (const topName of names) {
    const path: Step[] = [];
    const descend = (cid: CID, name: string): void => {
      const known = heights.get(name);
      const above = path.at(-1);
      if (known !== undefined) {
        if (above !== undefined) above.height = Math.max(above.height, known + 1);
        return;
      }
      const node = imported.findNode(cid);
      if (node === null) return;
      path.push({ cid, name, below: nextLevelOf(cid, node), height: 0 });
    };
    descend(cidOfName(topName), topName);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      if (++steps % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      const next = step.below.pop();
      if (next !== undefined) descend(next, nameOf(next));
      refuseDeeper(path[0]?.cid ?? step.cid, Math.max(step.height, path.length - 1));
      if (next !== undefined) continue;
      path.pop();
      heights.set(step.name, step.height);
      const above = path.at(-1);
      if (above !== undefined) above.height = Math.max(above.height, step.height + 1);
    }
  }
}

/** The nodes below this one that are of the same file, or of the same directory's hash trie. */
function nextLevelOf(cid: CID, block: Uint8Array): CID[] {
  if (cid.code !== DAG_PB) return [];
  const node = decodeNode(cid, block);
  const links = isFileNode(node) ? linksOf(node).map((link) => link.cid) : shardLinksOf(node);
  return links.filter(({ code }) => code === DAG_PB);
}

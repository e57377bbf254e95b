import type { CID } from 'multiformats/cid';
import { DAG_CBOR } from './cids.ts';
import { decodeCbor, linkIn } from './dag-links.ts';
import type { Block, ReadBlock } from './dag-walk.ts';
import { findChild } from './directory-walk.ts';
import { PathNotFoundError } from '../errors.ts';

/** Where a path ends. */
export interface PathEnd {
  cid: CID;
  /** The CIDs that the path leads over, first and last included. */
  over: CID[];
  /** The blocks read on the way, which prove that the path leads there. */
  passed: Block[];
}

interface Step {
  child: CID;
  /** How many names it took. */
  taken: number;
  passed: Block[];
}

/** Follows names through directories and dag-cbor blocks. @throws PathNotFoundError, BlockNotFoundError, TooManyLevelsError */
export async function followPath(root: CID, names: readonly string[], read: ReadBlock): Promise<PathEnd> {
  let cid = root;
  const over = [root];
  const passed: Block[] = [];
  for (let at = 0; at < names.length;) {
    const step = await stepFrom(cid, names.slice(at), read);
    passed.push(...step.passed);
    cid = step.child;
    over.push(cid);
    at += step.taken;
  }
  return { cid, over, passed };
}

async function stepFrom(cid: CID, names: readonly string[], read: ReadBlock): Promise<Step> {
  if (cid.code === DAG_CBOR) return throughCbor(cid, names, read);
  return { ...(await findChild(cid, names[0] ?? '', read)), taken: 1 };
}

/** To the first block that is linked: keys of maps and indexes of lists are names. A path that ends before it leads nowhere. */
async function throughCbor(root: CID, names: readonly string[], read: ReadBlock): Promise<Step> {
  const bytes = await read(root);
  let value = decodeCbor(root, bytes);
  for (const [at, name] of names.entries()) {
    value = memberOf(value, name);
    const link = linkIn(value);
    if (link !== null) return { child: link, taken: at + 1, passed: [{ cid: root, bytes }] };
    if (value === undefined) throw new PathNotFoundError(name, root.toString());
  }
  throw new PathNotFoundError(names.join('/'), root.toString());
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

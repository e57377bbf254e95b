import { CID } from 'multiformats/cid';
import { keyOf } from '../dag/cids.ts';
import type { FileLayout } from './file-layout.ts';

/** By bytes, which take half the memory of text. */
export function nameOf(cid: CID): string {
  return textOf(keyOf(cid));
}

export function cidOfName(name: string): CID {
  return CID.decode(Buffer.from(name, 'latin1'));
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

export function digestOfName(name: string): Uint8Array {
  return cidOfName(name).multihash.digest;
}

export function digestsIn(layouts: readonly FileLayout[]): Set<string> {
  return new Set(layouts.flatMap(({ blocks }) => blocks.map(({ digest }) => textOf(digest))));
}

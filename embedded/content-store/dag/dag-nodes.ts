import { decode, type PBNode } from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import type { CID } from 'multiformats/cid';
import { ownCid } from './cids.ts';
import { UnsupportedError } from '../errors.ts';

/** @throws UnsupportedError if the bytes are no dag-pb node. */
export function decodeNode(cid: CID, block: Uint8Array): PBNode {
  try {
    return decode(block);
  } catch (cause) {
    throw new UnsupportedError(`${cid.toString()} is not a dag-pb node.`, { cause });
  }
}

/** `file`, `directory`, `hamt-sharded-directory` …, or null for a node that is not UnixFS. */
export function unixfsTypeOf({ Data }: PBNode): string | null {
  if (Data === undefined) return null;
  try {
    return UnixFS.unmarshal(Data).type;
  } catch {
    return null;
  }
}

export function isDirectory(node: PBNode): boolean {
  const type = unixfsTypeOf(node);
  return type === 'directory' || type === 'hamt-sharded-directory';
}

/** A node of a file, be it the topmost or one below. */
export function isFileNode(node: PBNode): boolean {
  const type = unixfsTypeOf(node);
  return type === 'file' || type === 'raw';
}

/** Where a symbolic link leads, or null for any other node. */
export function symlinkTargetOf(node: PBNode): string | null {
  return unixfsTypeOf(node) === 'symlink' ? new TextDecoder().decode(inlineDataOf(node)) : null;
}

/** Bytes of the file under each link of a file's node, in order. */
export function blockSizesOf({ Data }: PBNode): number[] {
  return Data === undefined ? [] : UnixFS.unmarshal(Data).blockSizes.map(Number);
}

/** The part of a file that its node holds itself; it comes before what the links lead to. */
export function inlineDataOf({ Data }: PBNode): Uint8Array {
  return (Data === undefined ? undefined : UnixFS.unmarshal(Data).data) ?? new Uint8Array(0);
}

export function inlineBytesOf(node: PBNode): number {
  return inlineDataOf(node).length;
}

/** Bytes of a file that its node holds or, by its own word, leads to. */
export function fileBytesOf(node: PBNode): number {
  return blockSizesOf(node).reduce((sum, size) => sum + size, inlineBytesOf(node));
}

export function linksOf(node: PBNode): { name: string; cid: CID }[] {
  return node.Links.map(({ Name, Hash }) => ({ name: Name ?? '', cid: ownCid(Hash) }));
}

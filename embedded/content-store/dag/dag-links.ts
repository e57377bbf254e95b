import * as cbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { DAG_CBOR, DAG_PB, IDENTITY, ownCid, RAW } from './cids.ts';
import { decodeNode, linksOf } from './dag-nodes.ts';
import { UnsupportedError } from '../errors.ts';

/** Whether this store can tell what a block of the codec links to, and so keep all of a DAG. */
export function isFollowed(cid: CID): boolean {
  return cid.code === RAW || cid.code === DAG_PB || cid.code === DAG_CBOR;
}

/**
 * What a block links to, in its own order. CIDs that hold their bytes themselves (identity) are left out: nothing of them
 * is stored. @throws UnsupportedError if the bytes are not of the CID's codec.
 */
export function linkedCids(cid: CID, block: Uint8Array): CID[] {
  if (cid.code === DAG_PB)
    return linksOf(decodeNode(cid, block))
      .map((link) => link.cid)
      .filter(isStorable);
  if (cid.code !== DAG_CBOR) return [];
  const links: CID[] = [];
  collectLinks(decodeCbor(cid, block), links);
  return links.filter(isStorable);
}

function isStorable(cid: CID): boolean {
  return cid.multihash.code !== IDENTITY;
}

/** @throws UnsupportedError if the bytes are no dag-cbor. */
export function decodeCbor(cid: CID, block: Uint8Array): unknown {
  try {
    return cbor.decode(block);
  } catch (cause) {
    throw new UnsupportedError(`${cid.toString()} is not a dag-cbor block.`, { cause });
  }
}

/** The CID that a decoded dag-cbor value is, or null for any other. */
export function linkIn(value: unknown): CID | null {
  if (typeof value !== 'object' || value === null || !('asCID' in value) || !('bytes' in value)) return null;
  return value.bytes instanceof Uint8Array ? ownCid({ bytes: value.bytes }) : null;
}

function collectLinks(value: unknown, links: CID[]): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const link = linkIn(value);
  if (link !== null) {
    links.push(link);
    return;
  }
  for (const child of Object.values(value)) collectLinks(child, links);
}

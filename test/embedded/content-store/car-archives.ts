import * as cbor from '@ipld/dag-cbor';
import { encode, prepare } from '@ipld/dag-pb';
import { createHash } from 'node:crypto';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import type { IPFSHTTPClient } from 'ipfs-http-client';
import { collect, list } from './store-under-test.ts';

export const [RAW, DAG_PB, DAG_CBOR] = [0x55, 0x70, 0x71];

export interface CarBlock {
  cid: CID;
  bytes: Uint8Array;
}

export interface Car {
  roots: CID[];
  blocks: CarBlock[];
}

export function blockOf(codec: number, bytes: Uint8Array): CarBlock {
  const digest = createHash('sha256').update(bytes).digest();
  return { cid: CID.createV1(codec, Digest.create(0x12, digest)), bytes };
}

export function fileNode(
  leaves: readonly CarBlock[],
  sizes = leaves.map(({ bytes }) => bytes.length),
): CarBlock {
  return unixfsNode(
    new UnixFS({ type: 'file', blockSizes: sizes.map(BigInt) }),
    leaves.map(({ cid }) => ({ name: '', cid })),
  );
}

export function unixfsNode(unixfs: UnixFS, links: readonly { name: string; cid: CID }[]): CarBlock {
  const prepared = links.map(({ name, cid }) => ({ Name: name, Hash: cid as never, Tsize: 0 }));
  return blockOf(DAG_PB, encode(prepare({ Data: unixfs.marshal(), Links: prepared })));
}

/** Takes a CARv1 apart by its specification; a second reader beside the store's own. */
export function parseCar(bytes: Uint8Array): Car {
  let at = 0;
  const take = (): Uint8Array => {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    at += length;
    if (at > bytes.length) throw new RangeError('The CAR is cut short.');
    return bytes.subarray(at - length, at);
  };
  const header = cbor.decode<{ roots: { bytes: Uint8Array }[]; version: number }>(take());
  if (header.version !== 1) throw new RangeError('Not version 1.');
  const blocks: CarBlock[] = [];
  while (at < bytes.length) {
    const [cid, block] = CID.decodeFirst(take());
    blocks.push({ cid, bytes: block });
  }
  return { roots: header.roots.map((root) => CID.decode(root.bytes)), blocks };
}

export function buildCar({ roots, blocks }: Car, version = 1): Buffer {
  const header = cbor.encode({ roots, version });
  const sections = blocks.flatMap(({ cid, bytes }) => [
    varint(cid.bytes.length + bytes.length),
    cid.bytes,
    bytes,
  ]);
  return Buffer.concat([varint(header.length), header, ...sections]);
}

export async function exportCar(ipfs: IPFSHTTPClient, cid: string): Promise<Buffer> {
  // The client wants a CID of its own copy of multiformats and only writes it down.
  return collect(ipfs.dag.export(CID.parse(cid)));
}

/** @returns the CIDs of the pinned roots. */
export async function importCar(
  ipfs: IPFSHTTPClient,
  car: Uint8Array,
  options: { pinRoots?: boolean } = {},
): Promise<string[]> {
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield car;
  };
  return (await list(ipfs.dag.import(source(), options))).map(({ root }) => root.cid.toString());
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

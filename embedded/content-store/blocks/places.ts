/**
 * Where a block's bytes are. Leaves and inner nodes of a file know the range of the file below them, so any CID inside
 * a file can be read as a range of that file without walking the tree.
 */
export type Place =
  | { kind: 'leaf'; offset: number; span: number }
  | { kind: 'file-node'; offset: number; span: number; node: Uint8Array }
  | { kind: 'tree-node'; node: Uint8Array };

/** A block and one place of it. */
export interface PlacedBlock {
  digest: Uint8Array;
  place: Place;
}

const KINDS = ['leaf', 'file-node', 'tree-node'] as const;
const OFFSET_BYTES = 6;
const HEADER_BYTES = 1 + 2 * OFFSET_BYTES;

/** One byte of kind, six of offset, six of span (up to 256 TiB), then the node's own bytes. */
export function encodePlace(place: Place): Buffer {
  const node = place.kind === 'leaf' ? new Uint8Array(0) : place.node;
  const encoded = Buffer.alloc(HEADER_BYTES + node.length);
  encoded.writeUInt8(KINDS.indexOf(place.kind), 0);
  if (place.kind !== 'tree-node') {
    encoded.writeUIntBE(place.offset, 1, OFFSET_BYTES);
    encoded.writeUIntBE(place.span, 1 + OFFSET_BYTES, OFFSET_BYTES);
  }
  encoded.set(node, HEADER_BYTES);
  return encoded;
}

export function decodePlace(encoded: Buffer): Place {
  const kind = KINDS[encoded.readUInt8(0)];
  const offset = encoded.readUIntBE(1, OFFSET_BYTES);
  const span = encoded.readUIntBE(1 + OFFSET_BYTES, OFFSET_BYTES);
  if (kind === 'leaf') return { kind, offset, span };
  // Copied, because the buffer belongs to the index's read transaction.
  const node = Uint8Array.from(encoded.subarray(HEADER_BYTES));
  if (kind === 'file-node') return { kind, offset, span, node };
  if (kind === 'tree-node') return { kind, node };
  throw new RangeError(`Place of unknown kind ${encoded.readUInt8(0)}.`);
}

/** Bytes of the block itself. */
export function blockBytesOf(place: Place): number {
  return place.kind === 'leaf' ? place.span : place.node.length;
}

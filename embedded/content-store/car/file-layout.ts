import type { CID } from 'multiformats/cid';
import { DAG_PB, digestOf, RAW } from '../dag/cids.ts';
import { blockSizesOf, decodeNode, inlineBytesOf, isFileNode, linksOf } from '../dag/dag-nodes.ts';
import type { PlacedBlock } from '../blocks/places.ts';
import type { Part } from './scratch.ts';

/** A file's leaves in order, and a place in that file for each of its blocks. */
export interface FileLayout {
  cid: CID;
  bytes: number;
  leaves: Part[];
  blocks: PlacedBlock[];
}

/** The blocks of an import. */
export interface ImportedBlocks {
  findLeaf(cid: CID): Part | null;
  findNode(cid: CID): Uint8Array | null;
}

/** Levels of a file: three hold a petabyte in the usual layout. */
const MAX_DEPTH = 16;

/** Files whose bytes are laid out may take this many times the bytes that came: few blocks can describe a file of exabytes. */
const MAX_GROWTH = 4;

/** The files below a node of a file, or an empty list if the node is no such thing. */
export function fileLinksOf(cid: CID, node: Uint8Array): CID[] {
  if (cid.code !== DAG_PB) return [];
  const decoded = decodeNode(cid, node);
  return isFileNode(decoded) ? linksOf(decoded).map((link) => link.cid) : [];
}

/** Lays files out from imported blocks, as long as they stay within what those blocks may grow to. */
export class FileLayouts {
  #roomBytes: number;

  constructor(
    private readonly imported: ImportedBlocks,
    importedBytes: number,
  ) {
    this.#roomBytes = importedBytes * MAX_GROWTH;
  }

  /**
   * A file that a node is the root of, or null if it can't be one on the shelf: leaves that are missing, not raw or of other
   * sizes than told, or bytes past what may be.
   */
  layOut(root: CID): FileLayout | null {
    const layout: FileLayout = { cid: root.toV1(), bytes: 0, leaves: [], blocks: [] };
    const isWhole = this.#place(root, layout, 0);
    // Taken off for failures, too: they cost as much to find.
    this.#roomBytes -= layout.bytes;
    return isWhole ? layout : null;
  }

  #place(cid: CID, layout: FileLayout, depth: number): boolean {
    const digest = digestOf(cid);
    if (digest === null || depth > MAX_DEPTH) return false;
    const offset = layout.bytes;
    if (cid.code === RAW) {
      const leaf = this.imported.findLeaf(cid);
      if (leaf === null || offset + leaf.length > this.#roomBytes || leaf.length === 0) return false;
      layout.bytes += leaf.length;
      layout.leaves.push(leaf);
      layout.blocks.push({ digest, place: { kind: 'leaf', offset, span: leaf.length } });
      return true;
    }
    const node = this.imported.findNode(cid);
    if (node === null) return false;
    const children = childrenOf(cid, node);
    if (children === null || !children.every((child) => this.#placeChild(child, layout, depth))) return false;
    layout.blocks.push({ digest, place: { kind: 'file-node', offset, span: layout.bytes - offset, node } });
    return true;
  }

  #placeChild({ cid, bytes }: Child, layout: FileLayout, depth: number): boolean {
    const start = layout.bytes;
    return this.#place(cid, layout, depth + 1) && layout.bytes - start === bytes;
  }
}

interface Child {
  cid: CID;
  bytes: number;
}

/** Null for a node that is not of a file, or holds bytes of the file itself. */
function childrenOf(cid: CID, node: Uint8Array): Child[] | null {
  const decoded = decodeNode(cid, node);
  if (!isFileNode(decoded)) return null;
  const links = linksOf(decoded);
  const sizes = blockSizesOf(decoded);
  if (inlineBytesOf(decoded) > 0 || links.length === 0 || sizes.length !== links.length) return null;
  return links.map((link, at) => ({ cid: link.cid, bytes: sizes[at] ?? 0 }));
}

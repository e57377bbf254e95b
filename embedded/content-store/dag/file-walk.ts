import type { PBNode } from '@ipld/dag-pb';
import type { CID } from 'multiformats/cid';
import { DAG_PB } from './cids.ts';
import { refuseDeeper } from './dag-levels.ts';
import {
  blockSizesOf,
  decodeNode,
  fileBytesOf,
  inlineBytesOf,
  inlineDataOf,
  isFileNode,
  linksOf,
} from './dag-nodes.ts';
import type { Block, ReadBlock } from './dag-walk.ts';
import { MalformedFileError } from '../errors.ts';

/** From the first byte to before the last. */
export interface Span {
  start: number;
  end: number;
}

interface Part extends Span {
  cid: CID;
  level: number;
}

/** The root and whatever below it holds a byte of the span, each once, depth first. @throws TooManyLevelsError */
export async function* walkFile(root: CID, read: ReadBlock, span: Span): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const seenWhole = new Set<string>();
  const waiting: Part[] = [{ cid: root, level: 0, start: 0, end: Infinity }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const name = part.cid.toString();
    // A few nodes that link to each other twice over are a file of exabytes: what was walked whole has nothing new.
    if (seenWhole.has(name)) continue;
    if (part.start >= span.start && part.end <= span.end) seenWhole.add(name);
    refuseDeeper(root, part.level);
    const bytes = await read(part.cid);
    if (!seen.has(name)) yield { cid: part.cid, bytes };
    seen.add(name);
    if (part.cid.code === DAG_PB) waiting.push(...partsBelow(decodeNode(part.cid, bytes), part, span));
  }
}

/**
 * The bytes of the span, at the pace they are asked for. What a node declares of a part must be so, as positions are counted by it.
 * @throws TooManyLevelsError, MalformedFileError
 */
export async function* readFile(root: CID, read: ReadBlock, span: Span): AsyncGenerator<Uint8Array> {
  const waiting: Part[] = [{ cid: root, level: 0, start: 0, end: Infinity }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    refuseDeeper(root, part.level);
    const bytes = await read(part.cid);
    const node = part.cid.code === DAG_PB ? decodeNode(part.cid, bytes) : null;
    const contradiction = contradictionIn(part, bytes.length, node);
    if (contradiction !== null) throw new MalformedFileError(root.toString(), contradiction);
    const own = node === null ? bytes : inlineDataOf(node);
    const first = Math.max(0, span.start - part.start);
    const wanted = own.subarray(first, Math.max(first, span.end - part.start));
    if (wanted.length > 0) yield wanted;
    // Without those of no bytes, of which a few nodes can declare any number.
    if (node !== null) waiting.push(...partsBelow(node, part, span).filter(({ start, end }) => end > start));
  }
}

/** The parts below a node that lie in the span, the first of them last. */
function partsBelow(node: PBNode, above: Part, span: Span): Part[] {
  const sizes = blockSizesOf(node);
  let start = above.start + inlineBytesOf(node);
  const parts = linksOf(node).map(({ cid }, at) => {
    const part = { cid, level: above.level + 1, start, end: start + (sizes[at] ?? 0) };
    start = part.end;
    return part;
  });
  return parts.filter((part) => part.start < span.end && part.end > span.start).reverse();
}

/** In which way a part of a file is not what was declared of it, or null. */
function contradictionIn(
  { cid, level, start, end }: Part,
  blockBytes: number,
  node: PBNode | null,
): string | null {
  if (node !== null && !isFileNode(node)) return `${cid.toString()} is no node of a file`;
  if (node !== null && blockSizesOf(node).length !== node.Links.length)
    return `${cid.toString()} declares the sizes of other blocks than it has`;
  const bytes = node === null ? blockBytes : fileBytesOf(node);
  if (level === 0 || bytes === end - start) return null;
  return `${cid.toString()} has ${bytes} bytes of the file, and ${end - start} are declared`;
}

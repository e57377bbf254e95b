import { encodeCar } from '@lanran/embedded/content-store/car/car-format';
import { CarReader } from '@lanran/embedded/content-store/car/car-reader';
import { parseCid, RAW } from '@lanran/embedded/content-store/dag/cids';
import { blockSizesOf, decodeNode, linksOf } from '@lanran/embedded/content-store/dag/dag-nodes';
import type { Block } from '@lanran/embedded/content-store/dag/dag-walk';
import { LastFile } from '@lanran/embedded/content-store/files/last-file';
import { z } from 'zod';
import { ContentServerError } from '../errors.ts';

const Located = z.object({ Path: z.string().min(1), Offset: z.number(), Bytes: z.number() });
type Located = z.infer<typeof Located>;

/** What the header of an export says of where a file lies; null where it says nothing. @throws ContentServerError */
export function locatedIn(header: string | string[] | undefined): Located | null {
  if (typeof header !== 'string') return null;
  const { success, data } = Located.safeParse(JSON.parse(decodeURIComponent(header)));
  if (!success) throw new ContentServerError('dag/export says in no known way where a file lies');
  return data;
}

/**
 * The CARv1 of a file of which a server sent the nodes, depth first: its leaves are read from the disk and not compared with their CIDs,
 * as who takes the CAR does so. The bytes of a portion are valid until the next is asked for.
 * @throws ContentServerError where the file has gone, or has another layout than its nodes say
 */
export async function* locatedCar(
  roots: readonly string[],
  { Path: path, Offset: offset }: Located,
  nodes: AsyncIterable<Buffer>,
): AsyncGenerator<Uint8Array> {
  const files = new LastFile();
  try {
    const car = await CarReader.open(nodes);
    const walk = new LocatedBlocks(car.blocks(), (part) => files.readBriefly(path, part));
    yield* encodeCar(roots.map(parseCid), walk.all(offset));
  } finally {
    await files.close();
  }
}

type ReadPart = (part: { offset: number; span: number }) => Promise<Uint8Array | null>;

class LocatedBlocks {
  readonly #seen = new Set<string>();

  constructor(
    private readonly nodes: AsyncIterator<Block>,
    private readonly read: ReadPart,
  ) {}

  async *all(offset: number): AsyncGenerator<Block> {
    yield* this.#below(await this.#nextNode(), offset);
    if ((await this.nodes.next()).done !== true)
      throw new ContentServerError('dag/export sent other nodes than the file has');
  }

  /** A node, and each block below it that was not given before; `offset` is where its part of the file begins. */
  async *#below(node: Block, offset: number): AsyncGenerator<Block> {
    yield node;
    const decoded = decodeNode(node.cid, node.bytes);
    const sizes = blockSizesOf(decoded);
    let at = offset;
    for (const [number, { cid }] of linksOf(decoded).entries()) {
      const span = sizes[number] ?? 0;
      if (!this.#seen.has(cid.toString())) {
        this.#seen.add(cid.toString());
        if (cid.code === RAW) yield { cid, bytes: await this.#leaf({ offset: at, span }) };
        else yield* this.#below(await this.#nextNode(), at);
      }
      at += span;
    }
  }

  async #nextNode(): Promise<Block> {
    const next = await this.nodes.next();
    if (next.done === true) throw new ContentServerError('dag/export left out a node');
    const { cid, bytes } = next.value;
    return { cid, bytes: Uint8Array.from(bytes) };
  }

  async #leaf(part: { offset: number; span: number }): Promise<Uint8Array> {
    const bytes = await this.read(part);
    if (bytes === null) throw new ContentServerError('a file went from the disk while it was read');
    return bytes;
  }
}

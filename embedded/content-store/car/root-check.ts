import type { CID } from 'multiformats/cid';
import type { Audience } from '../blocks/block-index.ts';
import { IDENTITY, RAW } from '../dag/cids.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { linkedCids } from '../dag/dag-links.ts';
import { BlockNotFoundError, DeclaredSizeError, IncompleteImportError } from '../errors.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { nameOf } from './block-names.ts';
import {
  contradictionIn,
  contradictionOf,
  declaredPartsOf,
  fileBytesIn,
  type DeclaredPart,
} from './declared-sizes.ts';
import type { ImportedBlocks } from './file-layout.ts';

interface RootCheckOptions {
  imported: ImportedBlocks;
  reader: ContentReader;
  /** Who imports: a DAG may also lead to what that audience sees in the store. */
  audience: Audience;
}

/** Blocks looked at before others get their turn. */
const STEPS_AT_ONCE = 512;
/** In place of a raw block, whose bytes don't matter. */
const NO_LINKS = new Uint8Array(0);

/** Whether a root may be pinned: all below it is there, and each file has the bytes that its nodes declare. */
export class RootCheck {
  /** What did not come: the store must have it, the parts of files in the sizes that are declared. */
  readonly #elsewhere: CID[] = [];
  readonly #parts: DeclaredPart[] = [];
  /** Of nodes: many links may lead to one, and each is read and decoded once. */
  readonly #nodeBytes = new Map<string, number>();

  constructor(
    private readonly root: CID,
    private readonly options: RootCheckOptions,
  ) {}

  /** The first half. @throws DeclaredSizeError */
  async whatCame(): Promise<void> {
    const seen = new Set<string>();
    const waiting = [this.root];
    for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
      if (seen.has(nameOf(cid))) continue;
      seen.add(nameOf(cid));
      if (seen.size % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      if (this.options.imported.findLeaf(cid) !== null) continue;
      const node = this.options.imported.findNode(cid);
      if (node === null) {
        this.#elsewhere.push(cid);
        continue;
      }
      waiting.push(...linkedCids(cid, node));
      this.#refuseAny(contradictionIn(cid, node));
      for (const part of declaredPartsOf(cid, node)) {
        const bytes = this.#bytesThatCame(part.cid);
        if (bytes === null) this.#parts.push(part);
        else this.#refuseAny(contradictionOf(part, bytes));
      }
    }
  }

  /** The rest, in its turn, down to what came. @throws IncompleteImportError, DeclaredSizeError */
  async whatIsStored(): Promise<void> {
    const seen = new Set<string>();
    const waiting = [...this.#elsewhere];
    const parts = [...this.#parts];
    for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
      if (seen.has(nameOf(cid)) || this.options.imported.findLeaf(cid) !== null) continue;
      seen.add(nameOf(cid));
      if (seen.size % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      const block = this.options.imported.findNode(cid) ?? (await this.#readStored(cid));
      waiting.push(...linkedCids(cid, block));
      this.#refuseAny(contradictionIn(cid, block));
      parts.push(...declaredPartsOf(cid, block));
    }
    for (const [at, part] of parts.entries()) {
      if (at % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      const bytes = this.#bytesThatCame(part.cid) ?? (await this.#bytesStored(part.cid));
      this.#refuseAny(contradictionOf(part, bytes));
    }
  }

  /** Of a file, in a block; null for a block that did not come. */
  #bytesThatCame(cid: CID): number | null {
    if (cid.multihash.code === IDENTITY) return fileBytesIn(cid, cid.multihash.digest);
    const known = this.options.imported.findLeaf(cid)?.length ?? this.#nodeBytes.get(nameOf(cid));
    if (known !== undefined) return known;
    const node = this.options.imported.findNode(cid);
    return node === null ? null : this.#remember(cid, node);
  }

  async #bytesStored(cid: CID): Promise<number> {
    const { reader, audience } = this.options;
    if (cid.code === RAW) return reader.blockSize(cid, audience);
    return this.#remember(cid, await this.#readStored(cid));
  }

  #remember(cid: CID, node: Uint8Array): number {
    const bytes = fileBytesIn(cid, node);
    this.#nodeBytes.set(nameOf(cid), bytes);
    return bytes;
  }

  async #readStored(cid: CID): Promise<Uint8Array> {
    const { reader, audience } = this.options;
    if (cid.code === RAW && reader.has(cid, audience)) return NO_LINKS;
    try {
      return await reader.block(cid, audience);
    } catch (cause) {
      if (cause instanceof BlockNotFoundError)
        throw new IncompleteImportError(this.root.toString(), { cause });
      throw cause;
    }
  }

  #refuseAny(contradiction: string | null): void {
    if (contradiction !== null) throw new DeclaredSizeError(this.root.toString(), contradiction);
  }
}

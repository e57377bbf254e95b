import type { CID } from 'multiformats/cid';
import type { BlockIndex } from '../blocks/block-index.ts';
import { cidOf, cidOfKey, digestOf, keyOf, RAW } from '../dag/cids.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { linkedCids } from '../dag/dag-links.ts';
import { ContentStoreError, UnreadablePinError } from '../errors.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Blocks followed before others get their turn. */
const STEPS_AT_ONCE = 512;

/**
 * What the pins reach: objects of which every block is reached, and single blocks. Of a file it follows nothing below the
 * root, so memory grows with the number of files and directories and not with their bytes.
 */
export class PinReachability {
  readonly #whole = new Set<string>();
  readonly #followed = new Set<string>();
  readonly #pinned = new Set<string>();
  #loose: Uint8Array[] = [];
  #pinChanges = -1;
  #steps = 0;

  constructor(
    private readonly index: BlockIndex,
    private readonly reader: ContentReader,
  ) {}

  /** Follows every pin that it has not followed yet. @throws UnreadablePinError if a block with links can't be read. */
  async extend(): Promise<void> {
    while (this.#pinChanges !== this.index.pinChanges) {
      this.#pinChanges = this.index.pinChanges;
      for (const { key, pin } of [...this.index.pins()]) {
        const name = `${pin.type} ${nameOf(key)}`;
        if (this.#pinned.has(name)) continue;
        const cid = cidOfKey(key);
        if (pin.type === 'direct') this.#reachBlock(cid);
        else await this.#follow(cid);
        this.#pinned.add(name);
      }
    }
  }

  /** True if every block of the object is reached. */
  holdsWhole(objectKey: Uint8Array): boolean {
    return this.#whole.has(nameOf(objectKey));
  }

  /** Counts an object as reached whole. */
  addWhole(objectKey: Uint8Array): void {
    this.#whole.add(nameOf(objectKey));
  }

  /** Digests of single blocks reached since this was last asked. */
  takeLoose(): Uint8Array[] {
    const taken = this.#loose;
    this.#loose = [];
    return taken;
  }

  async #follow(root: CID): Promise<void> {
    const waiting = [root];
    for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
      const name = nameOf(keyOf(cid));
      if (this.#followed.has(name)) continue;
      this.#followed.add(name);
      if (++this.#steps % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      if (this.#reachFile(cid)) continue;
      this.#reachBlock(cid);
      if (cid.code === RAW) continue;
      waiting.push(...linkedCids(cid, await this.#read(cid, root)));
    }
  }

  /** @returns true if the CID is a stored file's and all below it is that file's own. */
  #reachFile(cid: CID): boolean {
    const object = this.index.findObject(keyOf(cid));
    if (object === null) return false;
    this.addWhole(keyOf(cid));
    if (object.kind === 'tree') return false;
    // A private file's blocks that strangers read from another file, too, must stay readable to them.
    return object.isPublic || !this.reader.isPublic(cid);
  }

  #reachBlock(cid: CID): void {
    const digest = digestOf(cid);
    if (digest === null) return;
    const lone = keyOf(cidOf(RAW, digest));
    // An object under a raw CID has no other block.
    if (this.index.findObject(lone) !== null) this.addWhole(lone);
    this.#loose.push(digest);
  }

  async #read(cid: CID, root: CID): Promise<Uint8Array> {
    try {
      return await this.reader.block(cid, 'platform');
    } catch (cause) {
      if (!(cause instanceof ContentStoreError)) throw cause;
      throw new UnreadablePinError(root.toString(), { cause });
    }
  }
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}

import type { CID } from 'multiformats/cid';
import type { Audience, BlockIndex, Pin } from '../blocks/block-index.ts';
import { cidOfKey, keyOf } from '../dag/cids.ts';
import type { ContentReader } from '../files/content-reader.ts';
import { PinConflictError } from '../errors.ts';

export type PinType = Pin['type'] | 'indirect';

export interface ListedPin {
  cid: CID;
  type: PinType;
  /** For an indirect pin: the pinned root above it. */
  via: CID | null;
}

/** Which roots are kept. A pin on what an audience may not see does not exist for it. */
export class Pins {
  constructor(
    private readonly index: BlockIndex,
    private readonly reader: ContentReader,
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  /** @throws BlockNotFoundError if part of the DAG is missing, PinConflictError for a direct pin on a recursive one. */
  async add(cid: CID, type: Pin['type'], audience: Audience): Promise<void> {
    if (type === 'direct' && this.#find(cid, audience)?.type === 'recursive') {
      throw new PinConflictError(`pin: ${cid.toString()} already pinned recursively`);
    }
    const removals = this.index.removals;
    await this.#walk(cid, type, audience);
    await this.inTurn(async () => {
      // What was there may have been removed since, as nothing pinned it yet.
      if (this.index.removals !== removals) await this.#walk(cid, type, audience);
      await this.index.putPin(keyOf(cid), { type });
    });
  }

  /** Removes all of them or, if one is not pinned, none. @throws PinConflictError */
  async remove(
    cids: readonly CID[],
    { recursive }: { recursive: boolean },
    audience: Audience,
  ): Promise<void> {
    for (const cid of cids) {
      const pin = this.#find(cid, audience);
      if (pin === null) throw new PinConflictError('not pinned or pinned indirectly');
      if (pin.type === 'recursive' && !recursive) {
        throw new PinConflictError(`${cid.toString()} is pinned recursively`);
      }
    }
    await this.index.removePins(cids.map(keyOf));
  }

  /** Pins of the given type, roots first. */
  async *list(type: PinType | 'all', audience: Audience): AsyncGenerator<ListedPin> {
    const roots = [...this.#roots(audience)];
    for (const { cid, pin } of roots) {
      if (type === 'all' || type === pin.type) yield { cid, type: pin.type, via: null };
    }
    if (type === 'all' || type === 'indirect') yield* this.#indirect(roots, audience);
  }

  /** How one CID is pinned. @throws PinConflictError in Kubo's words if it is not. */
  async get(cid: CID, type: PinType | 'all', audience: Audience): Promise<ListedPin> {
    const pin = this.#find(cid, audience);
    if (pin !== null && (type === 'all' || type === pin.type)) return { cid, type: pin.type, via: null };
    if (pin === null && (type === 'all' || type === 'indirect') && this.reader.has(cid, audience)) {
      for await (const listed of this.#indirect([...this.#roots(audience)], audience)) {
        if (Buffer.compare(keyOf(listed.cid), keyOf(cid)) === 0) return listed;
      }
    }
    throw new PinConflictError(`path '${cid.toString()}' is not pinned`);
  }

  /** Recursive ones that lack something below them. */
  async *broken(audience: Audience): AsyncGenerator<{ cid: CID; fault: string }> {
    for (const { cid, pin } of [...this.#roots(audience)]) {
      if (pin.type !== 'recursive') continue;
      try {
        await this.#walk(cid, pin.type, audience);
      } catch (error) {
        // It may have been unpinned meanwhile.
        if (this.#find(cid, audience) !== null)
          yield { cid, fault: error instanceof Error ? error.message : String(error) };
      }
    }
  }

  *#roots(audience: Audience): Generator<{ cid: CID; pin: Pin }> {
    for (const { key, pin } of this.index.pins()) {
      const cid = cidOfKey(key);
      if (this.reader.has(cid, audience)) yield { cid, pin };
    }
  }

  async *#indirect(roots: readonly { cid: CID; pin: Pin }[], audience: Audience): AsyncGenerator<ListedPin> {
    const seen = new Set(roots.map(({ cid }) => cid.toString()));
    for (const { cid: root, pin } of roots) {
      if (pin.type !== 'recursive') continue;
      for await (const cid of this.reader.walk(root, audience)) {
        if (seen.has(cid.toString())) continue;
        seen.add(cid.toString());
        yield { cid, type: 'indirect', via: root };
      }
    }
  }

  async #walk(root: CID, type: Pin['type'], audience: Audience): Promise<void> {
    const walked = this.reader.walk(root, audience);
    if (type === 'direct') await walked.next();
    else for await (const _ of walked);
  }

  #find(cid: CID, audience: Audience): Pin | null {
    return this.reader.has(cid, audience) ? this.index.findPin(keyOf(cid)) : null;
  }
}

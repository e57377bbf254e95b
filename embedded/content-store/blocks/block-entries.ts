import type { NewObject } from './block-index.ts';
import type { PlacedBlock } from './places.ts';

/** A place to be written, under its block's digest and its object's key. */
export interface BlockEntry {
  objectKey: Uint8Array;
  block: PlacedBlock;
}

export function* entriesOf(objects: readonly NewObject[]): Generator<BlockEntry> {
  for (const { key, blocks } of objects) for (const block of blocks) yield { objectKey: key, block };
}

/** The next `count` values, or as many as there are. */
export function take<T>(values: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const value = values.next();
    if (value.done === true) break;
    taken.push(value.value);
  }
  return taken;
}

/** The first key after all keys that begin with `prefix`. */
export function keyPast(prefix: Uint8Array): Uint8Array {
  return Buffer.concat([prefix, Buffer.alloc(64, 0xff)]);
}

/** The first key after `key`. */
export function keyAfter(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, Buffer.of(0)]);
}

export function isSame(key: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(key, other) === 0;
}

import { randomInt } from 'node:crypto';
import { MoveRefusedError } from './errors.ts';
import type { Side, Source } from './sides.ts';

const SAMPLED_LEAVES = 32;

/**
 * Verifies on the other side the proofs of some leaves, and what is stored beside each, under the root that this side computes.
 * @returns how many @throws MoveRefusedError
 */
export async function requireProofs(source: Source, { record }: Pick<Side, 'record'>): Promise<number> {
  if (record === null) return 0;
  const size = await record.leafCount();
  if (size === 0) return 0;
  const [root, copied] = [await source.record.rootAt(size), await record.rootAt(size)];
  const sample = sampleOf(size);
  const unproven = root === copied ? await record.findUnproven({ size, root, sample }) : 0;
  if (unproven === null) return sample.size;
  throw new MoveRefusedError(describe({ size, root, copied, unproven }));
}

function describe({
  size,
  root,
  copied,
  unproven,
}: Record<'root' | 'copied', string> & Record<'size' | 'unproven', number>): string {
  const fault =
    root === copied
      ? `leaf ${unproven} has no proof under ${root}`
      : `its root is ${copied} there and ${root} here`;
  return `The log of ${size} leaves on the other side is not the same, though it was copied: ${fault}. That server changes what it stores, or somebody else writes there.`;
}

function sampleOf(size: number): ReadonlySet<number> {
  const sample = new Set([0, size - 1]);
  for (let drawn = 0; drawn < SAMPLED_LEAVES - 2; drawn += 1) sample.add(randomInt(size));
  return sample;
}

import type { Checkpoint } from '@lanran/protocol/log/checkpoint';

/** Of which log the checkpoint key said that, at this size, it has this root. */
export type SignedCheckpoint = Pick<Checkpoint, 'origin' | 'size' | 'root'>;

/** How messages name a checkpoint: `20 leaves (root 0x…)`. */
export function describeCheckpoint({ size, root }: Omit<SignedCheckpoint, 'origin'>): string {
  return `${size} ${size === 1 ? 'leaf' : 'leaves'} (root ${root})`;
}

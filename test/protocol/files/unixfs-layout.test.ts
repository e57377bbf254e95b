import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { carSectionHead } from '@lanran/protocol/files/car';
import { leafCidOf, UnixFsHasher } from '@lanran/protocol/files/unixfs';
import { dagSizeOf } from '@lanran/protocol/files/unixfs-layout';

const MIB = 1024 * 1024;

/** What a hasher finds when the bytes pass it. */
function measured(bytes: number) {
  let dagBytes = 0;
  let carBytes = 0;
  let left = bytes;
  const take = (length: number, headOf: (length: number) => Uint8Array) => {
    dagBytes += length;
    carBytes += headOf(length).length + length;
  };
  const hasher = new UnixFsHasher({
    createSha256: () => createHash('sha256'),
    onLeaf: (sha256) => {
      const length = Math.min(left, MIB);
      left -= length;
      take(length, (size) => carSectionHead(leafCidOf(sha256), size));
    },
    onBlock: (cid, block) => take(block.length, (size) => carSectionHead(cid, size)),
  });
  const zeros = new Uint8Array(MIB);
  for (let rest = bytes; rest > 0; rest -= MIB) hasher.update(zeros.subarray(0, Math.min(rest, MIB)));
  hasher.digest();
  return { dagBytes, carBytes };
}

it.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 5, 1024 * MIB, 1024 * MIB + 1])(
  'is known of a file of %i bytes before a byte is read',
  (bytes) => {
    expect(dagSizeOf(bytes)).toEqual(measured(bytes));
  },
);

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ChecksumMismatchError } from '../../platform/kernel/errors.ts';
import type { ChecksumAlgorithm, PortionChecksum } from '../domain/portion-checksum.ts';

interface RunningChecksum {
  update(bytes: Uint8Array): unknown;
  digest(): Buffer;
}

/** Compares one portion of an upload, as it arrives, with what its client says of it. */
export class PortionCheck {
  readonly #announced: PortionChecksum;
  readonly #running: RunningChecksum;

  constructor(announced: PortionChecksum) {
    this.#announced = announced;
    this.#running = createChecksum(announced.algorithm);
  }

  update(bytes: Uint8Array): void {
    this.#running.update(bytes);
  }

  /** @throws ChecksumMismatchError */
  requireMatch(): void {
    const { algorithm, digest } = this.#announced;
    const arrived = this.#running.digest();
    if (arrived.equals(digest)) return;
    const announced = Buffer.from(digest).toString('base64');
    throw new ChecksumMismatchError({ algorithm, announced, arrived: arrived.toString('base64') });
  }
}

function createChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm !== 'crc32') return createHash(algorithm);
  let value = 0;
  return {
    update: (bytes) => (value = crc32(bytes, value)),
    digest: () => {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}

import { BadInputError } from '../../platform/kernel/errors.ts';

/** Lengths of their digests in bytes, by the names that tus has for them. */
const DIGEST_BYTES = { sha1: 20, sha256: 32, md5: 16, crc32: 4 } as const;

export type ChecksumAlgorithm = keyof typeof DIGEST_BYTES;
export const CHECKSUM_ALGORITHMS = Object.keys(DIGEST_BYTES) as readonly ChecksumAlgorithm[];

/** What a client says of one portion of an upload (tus, checksum extension). */
export interface PortionChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** CRC-32 is that of zlib, the highest byte first. */
  readonly digest: Uint8Array;
}

/** @param header `Upload-Checksum`: an algorithm, a space, the digest in base64. @throws BadInputError */
export function parsePortionChecksum(header: string): PortionChecksum {
  const [, name = '', text = ''] = /^(\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(header) ?? [];
  const algorithm = CHECKSUM_ALGORITHMS.find((each) => each === name);
  if (algorithm === undefined) {
    throw new BadInputError(
      'Upload-Checksum',
      `name one of ${CHECKSUM_ALGORITHMS.join(', ')}, then a space and the digest in base64`,
    );
  }
  const digest = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (digest.length !== DIGEST_BYTES[algorithm]) {
    throw new BadInputError(
      'Upload-Checksum',
      `a ${algorithm} digest has ${DIGEST_BYTES[algorithm]} bytes, this has ${digest.length}`,
    );
  }
  return { algorithm, digest };
}

import { sign } from 'node:crypto';
import type { SigningIdentity } from './signing-identity.ts';

/** Room for the certificates, a signature and a margin that is filled. */
export function reservedBytesOf({ chain }: Pick<SigningIdentity, 'chain'>): number {
  return chain.reduce((bytes, der) => bytes + der.length, 0) + 2_048;
}

/**
 * COSE_Sign1 (RFC 9052 §4.2) over a claim that is not in it, with the certificates in the protected header (RFC 9360 §2), as C2PA
 * 2.2 §13.2 has it. It is filled to the reserved room.
 */
export function coseSignature(claim: Uint8Array, identity: SigningIdentity): Uint8Array {
  const { chain, key, algorithm } = identity;
  const [only] = chain;
  const certificates =
    chain.length === 1 && only !== undefined
      ? bytes(only)
      : [head(4, chain.length), ...chain.map(bytes)].flat();
  const protectedHeader = Buffer.concat([
    head(5, 2),
    head(0, 1),
    head(1, -1 - algorithm.cose),
    head(0, 33),
    ...(Array.isArray(certificates) ? certificates : [certificates]),
  ]);
  const signed = Buffer.concat([
    head(4, 4),
    text('Signature1'),
    bytes(protectedHeader),
    bytes(new Uint8Array()),
    bytes(claim),
  ]);
  const signature = sign(algorithm.digest, signed, {
    key,
    dsaEncoding: 'ieee-p1363',
    ...algorithm.options,
  });
  const filled = (fill: number) =>
    Buffer.concat([
      head(6, 18),
      head(4, 4),
      bytes(protectedHeader),
      head(5, 1),
      text('pad'),
      bytes(new Uint8Array(fill)),
      NULL,
      bytes(signature),
    ]);
  // A fill of this length has a head of three bytes, and so has the final one.
  const least = filled(256);
  return filled(256 + reservedBytesOf(identity) - least.length);
}

const NULL = Buffer.from([0xf6]);

function bytes(value: Uint8Array): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

function text(value: string): Buffer {
  const encoded = Buffer.from(value);
  return Buffer.concat([head(3, encoded.length), encoded]);
}

/** The head of a CBOR item (RFC 8949 §3). */
function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | argument]);
  if (argument < 0x100) return Buffer.from([first | 24, argument]);
  if (argument < 0x10000) return Buffer.from([first | 25, argument >> 8, argument & 0xff]);
  const long = Buffer.alloc(5);
  long[0] = first | 26;
  long.writeUInt32BE(argument, 1);
  return long;
}

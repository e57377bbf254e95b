import { hexlify, keccak256, randomBytes, Signature, SigningKey } from 'ethers';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasmCrypto } from '@lanran/protocol/kernel/wasm-crypto';

describe('crypto in WebAssembly', () => {
  beforeAll(useWasmCrypto);

  it('signs, recovers and hashes as the JavaScript libraries do, byte for byte', () => {
    for (let round = 0; round < 50; round += 1) {
      const [key, digest] = [randomBytes(32), randomBytes(32)];
      const signed = new SigningKey(hexlify(key)).sign(digest);
      const expected = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' });
      expect(signed.r + signed.s.slice(2)).toBe(hexlify(expected.subarray(1)));
      expect(signed.yParity).toBe(expected[0]);
      const publicKey = hexlify(secp256k1.getPublicKey(key, false));
      expect(SigningKey.recoverPublicKey(digest, signed)).toBe(publicKey);
      expect(SigningKey.computePublicKey(key)).toBe(publicKey);
      expect(SigningKey.computePublicKey(key, true)).toBe(hexlify(secp256k1.getPublicKey(key, true)));
      const text = randomBytes(round * 7);
      expect(keccak256(text)).toBe(hexlify(keccak_256(text)));
    }
  });

  it('refuses with the errors of ethers', () => {
    const digest = randomBytes(32);
    expect(() => new SigningKey(new Uint8Array(32)).sign(digest)).toThrow();
    expect(() => SigningKey.computePublicKey(new Uint8Array(32))).toThrow();
    expect(() => new SigningKey(randomBytes(32)).sign(randomBytes(31))).toThrow('invalid digest length');
    // No point of the curve has this x.
    const nowhere = Signature.from({ r: `0x${'00'.repeat(31)}05`, s: `0x${'00'.repeat(31)}01`, v: 27 });
    expect(() => SigningKey.recoverPublicKey(digest, nowhere)).toThrow();
  });
});

import { hashMessage, TypedDataEncoder } from 'ethers';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  joinSafeSignatures,
  recoverSafeSigner,
  safeTransactionHash,
  safeTypedData,
  type SafeCall,
} from '@lanran/protocol/accounts/safe';
import { addressOf, parseAddress, signDigest } from '@lanran/protocol/kernel/signature';

const KEY: Hex = `0x${'17'.repeat(32)}`;
const DOMAIN = { chainId: 31_337n, safe: parseAddress(`0x${'5a'.repeat(20)}`) };
const CALL: SafeCall = { to: parseAddress(`0x${'c0'.repeat(20)}`), data: '0x1234', nonce: 7n };
const HASH = safeTransactionHash(DOMAIN, CALL);

/** The same signature with another v. */
function withV(signature: Hex, v: number): Hex {
  return toHex(Uint8Array.of(...fromHex(signature).subarray(0, 64), v));
}

describe('a Safe’s transaction', () => {
  it('is typed data that wallets hash alike, with EIP712Domain and decimal text', () => {
    const { domain, types, message } = safeTypedData(DOMAIN, CALL);
    const { SafeTx = [] } = types;
    expect(TypedDataEncoder.hash({ ...domain }, { SafeTx: [...SafeTx] }, message)).toBe(HASH);
    expect(domain).toEqual({ chainId: '31337', verifyingContract: DOMAIN.safe });
    expect(types['EIP712Domain']?.map(({ name }) => name)).toEqual(['chainId', 'verifyingContract']);
    expect(() => JSON.stringify(message)).not.toThrow();
  });

  it('has another hash for another Safe, chain, nonce, target or data', () => {
    const other = parseAddress(`0x${'77'.repeat(20)}`);
    const hashes = [
      HASH,
      safeTransactionHash({ ...DOMAIN, chainId: 1n }, CALL),
      safeTransactionHash({ ...DOMAIN, safe: other }, CALL),
      safeTransactionHash(DOMAIN, { ...CALL, nonce: 8n }),
      safeTransactionHash(DOMAIN, { ...CALL, to: other }),
      safeTransactionHash(DOMAIN, { ...CALL, data: '0x1235' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is signed over its hash, or over the hash as a message with v raised by 4', () => {
    expect(recoverSafeSigner(HASH, signDigest(HASH, KEY))).toBe(addressOf(KEY));
    const overMessage = signDigest(hashMessage(fromHex(HASH)) as Hex, KEY);
    const v = (fromHex(overMessage)[64] ?? 0) + 4;
    expect(recoverSafeSigner(HASH, withV(overMessage, v))).toBe(addressOf(KEY));
    expect(recoverSafeSigner(HASH, overMessage)).not.toBe(addressOf(KEY));
  });

  it('refuses contracts’ signatures with the reason, and whatever is no signature', () => {
    const signature = signDigest(HASH, KEY);
    expect(() => recoverSafeSigner(HASH, withV(signature, 0))).toThrow(/signature of a contract/);
    expect(() => recoverSafeSigner(HASH, withV(signature, 1))).toThrow(/signature of a contract/);
    for (const v of [2, 26, 29, 30, 33, 255])
      expect(() => recoverSafeSigner(HASH, withV(signature, v))).toThrow(/27 or 28/);
    expect(() => recoverSafeSigner(HASH, '0x')).toThrow(/65 bytes/);
    expect(() => recoverSafeSigner(HASH, `${signature}00`)).toThrow(/65 bytes/);
  });

  it('joins signatures in the order of their owners’ addresses', () => {
    const [low, high] = ['11', 'ee'].map((digits) => parseAddress(`0x${digits.repeat(20)}`));
    if (low === undefined || high === undefined) throw new Error('two owners are named above');
    const signatures = [
      { signer: high, signature: '0xbb' },
      { signer: low, signature: '0xaa' },
    ] as const;
    expect(joinSafeSignatures(signatures)).toBe('0xaabb');
  });
});

import { concat as concatHex, hashMessage, TypedDataEncoder, ZeroAddress } from 'ethers';
import { fromHex, isHex, toHex, type Hex } from '../kernel/bytes.ts';
import { SignatureError } from '../kernel/errors.ts';
import { recoverSigner, type Address } from '../kernel/signature.ts';

/** Which Safe on which chain a signature is for. */
export interface SafeDomain {
  readonly chainId: bigint;
  readonly safe: Address;
}

/** What a Safe does: a plain call that pays nothing and refunds nobody. */
export interface SafeCall {
  readonly to: Address;
  readonly data: Hex;
  readonly nonce: bigint;
}

/** `SafeTx` of safe-smart-account 1.3 and later; whatever a plain call does not use is zero. */
const SAFE_TX = [
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'data', type: 'bytes' },
  { name: 'operation', type: 'uint8' },
  { name: 'safeTxGas', type: 'uint256' },
  { name: 'baseGas', type: 'uint256' },
  { name: 'gasPrice', type: 'uint256' },
  { name: 'gasToken', type: 'address' },
  { name: 'refundReceiver', type: 'address' },
  { name: 'nonce', type: 'uint256' },
];

const DOMAIN = [
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];

/** EIP-712 data of a Safe's transaction as wallets take it (`eth_signTypedData_v4`): whole numbers are decimal text. */
export interface SafeTypedData {
  readonly domain: { readonly chainId: string; readonly verifyingContract: Address };
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: 'SafeTx';
  readonly message: Readonly<Record<string, string>>;
}

export function safeTypedData({ chainId, safe }: SafeDomain, { to, data, nonce }: SafeCall): SafeTypedData {
  return {
    domain: { chainId: chainId.toString(), verifyingContract: safe },
    types: { EIP712Domain: DOMAIN, SafeTx: SAFE_TX },
    primaryType: 'SafeTx',
    message: {
      to,
      value: '0',
      data,
      operation: '0',
      safeTxGas: '0',
      baseGas: '0',
      gasPrice: '0',
      gasToken: ZeroAddress,
      refundReceiver: ZeroAddress,
      nonce: nonce.toString(),
    },
  };
}

/** What owners sign and what names the transaction: the Safe's own `getTransactionHash`. */
export function safeTransactionHash(domain: SafeDomain, call: SafeCall): Hex {
  const { domain: at, message } = safeTypedData(domain, call);
  // ethers hashes to lower-case hex.
  return TypedDataEncoder.hash({ ...at }, { SafeTx: SAFE_TX }, message) as Hex;
}

/**
 * Who signed a Safe's transaction, as the Safe tells it: v of 27 or 28 is over the hash, 31 or 32 over the hash as a message
 * (`eth_sign`).
 * @throws SignatureError for anything else, contracts' signatures among it
 */
export function recoverSafeSigner(hash: Hex, signature: Hex): Address {
  const bytes = isHex(signature) ? fromHex(signature) : new Uint8Array();
  const v = bytes[64];
  if (v === 0 || v === 1) {
    throw new SignatureError(
      'This is the signature of a contract (v 0 or 1). Only keys sign here: sign with a key that is an owner of the Safe.',
    );
  }
  if (bytes.length !== 65 || (v !== 31 && v !== 32)) return recoverSigner(hash, signature);
  const overMessage = toHex(Uint8Array.of(...bytes.subarray(0, 64), v - 4));
  return recoverSigner(hashMessage(fromHex(hash)) as Hex, overMessage);
}

export interface OwnerSignature {
  readonly signer: Address;
  readonly signature: Hex;
}

/** The signatures as `execTransaction` takes them: one after the other in the order of their owners' addresses. */
export function joinSafeSignatures(signatures: readonly OwnerSignature[]): Hex {
  const sorted = signatures.toSorted((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1));
  return concatHex(sorted.map(({ signature }) => signature)) as Hex;
}

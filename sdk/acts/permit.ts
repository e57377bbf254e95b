import { Contract, isError, Signature } from 'ethers';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import { openChainReader } from '../kernel/chain-reader.ts';
import type { Signer } from '../kernel/signer.ts';

const LIFETIME_SECONDS = 600;

const PERMIT = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
};

/** ERC-5267: what the token's own permits are checked against. */
const EIP712_DOMAIN =
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)';

const NAME = 'function name() view returns (string)';
const VERSION = 'function version() view returns (string)';

export interface TokenDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly token: Address;
}

export interface SignedPermit {
  readonly value: bigint;
  readonly deadline: bigint;
  readonly v: number;
  readonly r: string;
  readonly s: string;
}

/** What counts then is the allowance, or nothing when it is free. */
export const NO_PERMIT: SignedPermit = { value: 0n, deadline: 0n, v: 0, r: ZERO_32, s: ZERO_32 };

export interface Allowance {
  readonly spender: Address;
  /** In the token's smallest unit. */
  readonly value: bigint;
  /** The owner's permit nonce. */
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: bigint;
}

/** Name and version of the token's EIP-712 domain, asked of the chain. */
export async function readTokenDomain(
  rpcUrl: string,
  { token, chainId }: { readonly token: Address; readonly chainId: bigint },
): Promise<TokenDomain> {
  const provider = openChainReader(rpcUrl, chainId);
  const contract = new Contract(token, [EIP712_DOMAIN, NAME, VERSION], provider);
  try {
    const answer: unknown = await contract.getFunction('eip712Domain')();
    // The ABI above fixes the shape.
    const { name, version } = answer as { readonly name: string; readonly version: string };
    return { name, version, chainId, token };
  } catch (error) {
    if (!isError(error, 'CALL_EXCEPTION') && !isError(error, 'BAD_DATA')) throw error;
    // Older tokens say their name, and a version where it is not 1, as USDC does.
    const name: unknown = await contract.getFunction('name')();
    const version: unknown = await contract
      .getFunction('version')()
      .catch(() => '1');
    return { name: String(name), version: String(version), chainId, token };
  } finally {
    provider.destroy();
  }
}

export function permitDeadline(): bigint {
  return BigInt(Math.floor(Date.now() / 1000) + LIFETIME_SECONDS);
}

/** EIP-2612: lets `spender` take `value` without a transaction of the owner's. */
export async function signPermit(
  signer: Signer,
  { name, version, chainId, token }: TokenDomain,
  { spender, value, nonce, deadline }: Allowance,
): Promise<SignedPermit> {
  const signature = await signer.signTypedData({
    domain: { name, version, chainId, verifyingContract: token },
    types: PERMIT,
    message: { owner: signer.address, spender, value, nonce, deadline },
  });
  const { v, r, s } = Signature.from(signature);
  return { value, deadline, v, r, s };
}

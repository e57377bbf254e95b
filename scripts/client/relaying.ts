import { Wallet, type TypedDataDomain } from 'ethers';
import { z } from 'zod';
import type { Hex } from '@lanran/protocol/bytes';
import type { Address } from '@lanran/protocol/signature';
import { RefusedError } from './errors.ts';
import type { SigningIdentity } from './key-file.ts';
import { contractAddress, type Platform } from './platform.ts';

/** What an act may use at most; `buy` with a permit takes about 600,000. */
const GAS = 2_000_000n;
const LIFETIME_SECONDS = 600;

const FORWARD_REQUEST = {
  ForwardRequest: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'gas', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
    { name: 'data', type: 'bytes' },
  ],
};

/** Where OpenZeppelin's ERC2771Forwarder checks a request. */
export interface ForwarderDomain {
  readonly chainId: bigint;
  readonly forwarder: Address;
}

export interface UnsignedForwardRequest {
  readonly to: Address;
  readonly data: Hex;
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: number;
}

/** As mutation `relay` takes it: integers as decimal text. */
export interface SignedForwardRequest {
  readonly from: Address;
  readonly to: Address;
  readonly value: string;
  readonly gas: string;
  readonly nonce: string;
  readonly deadline: number;
  readonly data: Hex;
  readonly signature: Hex;
}

export function forwarderDomain({ chainId, forwarder }: ForwarderDomain): TypedDataDomain {
  return { name: 'LanranForwarder', version: '1', chainId, verifyingContract: forwarder };
}

/** Signs an act that the platform sends and pays for (ERC-2771). */
export async function signForwardRequest(
  identity: SigningIdentity,
  domain: ForwarderDomain,
  { to, data, nonce, deadline }: UnsignedForwardRequest,
): Promise<SignedForwardRequest> {
  const message = { from: identity.address, to, value: 0n, gas: GAS, nonce, deadline, data };
  const wallet = new Wallet(identity.privateKey);
  const signature = await wallet.signTypedData(forwarderDomain(domain), FORWARD_REQUEST, message);
  return {
    ...message,
    value: '0',
    gas: GAS.toString(),
    nonce: nonce.toString(),
    signature: signature as Hex, // ethers types hex as string
  };
}

const RelayedAct = z.object({
  relay: z.object({
    transaction: z.string(),
    assetId: z.string().nullish(),
    offerId: z.string().nullish(),
    licenseIds: z.array(z.string()),
  }),
});
export type RelayedAct = z.infer<typeof RelayedAct>['relay'];

export interface Act {
  /** Name of the contract in the deployment. */
  readonly contract: string;
  /** Its calldata. */
  readonly data: Hex;
}

/** Signs an act and has it relayed. When another act of the same key came first, it is signed once more. */
export async function relay(platform: Platform, act: Act): Promise<RelayedAct> {
  try {
    return await relayOnce(platform, act);
  } catch (error) {
    if (!(error instanceof RefusedError) || error.field !== 'request.nonce') throw error;
    return relayOnce(platform, act);
  }
}

async function relayOnce(
  { api, identity, deployment }: Platform,
  { contract, data }: Act,
): Promise<RelayedAct> {
  const request = await signForwardRequest(
    identity,
    { chainId: deployment.chainId, forwarder: contractAddress(deployment, 'ERC2771Forwarder') },
    {
      to: contractAddress(deployment, contract),
      data,
      nonce: await readNonce({ api, identity }),
      deadline: Math.floor(Date.now() / 1000) + LIFETIME_SECONDS,
    },
  );
  const { relay: done } = await api.request({
    query: `mutation ($request: ForwardRequestInput!) { relay(request: $request) { transaction assetId offerId licenseIds } }`,
    variables: { request },
    answer: RelayedAct,
  });
  return done;
}

async function readNonce({ api, identity }: Pick<Platform, 'api' | 'identity'>): Promise<bigint> {
  const { forwarderNonce } = await api.request({
    query: `query ($address: String!) { forwarderNonce(address: $address) }`,
    variables: { address: identity.address },
    answer: z.object({ forwarderNonce: z.string().transform(BigInt) }),
  });
  return forwarderNonce;
}

import { z } from 'zod';
import { type ForwarderDomain, forwarderDomain } from '@lanran/protocol/chain/call-batch';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import { RefusedError } from '../kernel/errors.ts';
import { requireKnownRights } from '../kernel/known-rights.ts';
import type { Signer } from '../kernel/signer.ts';
import { contractAddress, type ActingSafe, type Platform } from '../kernel/session.ts';
import { proposalDocument, proposeAs, type Proposal } from './safe-acts.ts';

/** The most that the platform relays; `buyMany` of ten assets needs most of it. */
const GAS = 2_500_000n;
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

/** Signs an act that the platform sends and pays for (ERC-2771). */
export async function signForwardRequest(
  signer: Signer,
  domain: ForwarderDomain,
  { to, data, nonce, deadline }: UnsignedForwardRequest,
): Promise<SignedForwardRequest> {
  const message = { from: signer.address, to, value: 0n, gas: GAS, nonce, deadline, data };
  const signature = await signer.signTypedData({
    domain: forwarderDomain(domain),
    types: FORWARD_REQUEST,
    message,
  });
  return { ...message, value: '0', gas: GAS.toString(), nonce: nonce.toString(), signature };
}

const RelayAnswer = z.object({
  relay: z.object({
    transaction: z.string(),
    assetId: z.string().nullish(),
    offerId: z.string().nullish(),
    licenseIds: z.array(z.string()),
  }),
});
type DoneAct = z.infer<typeof RelayAnswer>['relay'];

/** What became of an act. */
export interface RelayedAct extends Omit<DoneAct, 'transaction'> {
  /** Null while a Safe's proposal lacks signatures. */
  readonly transaction: string | null;
  /** Null when the key acted for itself. */
  readonly proposal: Proposal | null;
}

/** How an act went: done by a transaction, or still a proposal. */
export type Outcome = Pick<RelayedAct, 'transaction' | 'proposal'>;

export interface Act {
  /** Name of the contract in the deployment, or the address of a token. */
  readonly contract: string;
  /** Its calldata. */
  readonly data: Hex;
  /** Those that it names; left out: none. */
  readonly rights?: RightsBits;
}

/**
 * Signs an act and has it relayed. When another act of the same key came first, it is signed once more. Where a Safe acts
 * (`platform.safe`), the act is proposed to its owners instead, and done when this was the last signature it needs.
 */
export async function relay(
  platform: Platform,
  act: Act,
  /** The key's next number, where it was asked for already. */
  nonce: bigint | null = null,
): Promise<RelayedAct> {
  requireKnownRights(platform.deployment, act.rights);
  if (platform.safe !== null) return proposeAndTell(platform, platform.safe, act);
  try {
    return { ...(await relayOnce(platform, act, nonce)), proposal: null };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.field !== 'request.nonce') throw error;
    return { ...(await relayOnce(platform, act, null)), proposal: null };
  }
}

/**
 * Relays an act under that number and no other: what was looked at before it was signed may be otherwise once another act of the
 * key came first. @throws RefusedError of the field `request.nonce` then
 */
export async function relayUnder(platform: Platform, act: Act, nonce: bigint): Promise<RelayedAct> {
  requireKnownRights(platform.deployment, act.rights);
  if (platform.safe !== null) return proposeAndTell(platform, platform.safe, act);
  return { ...(await relayOnce(platform, act, nonce)), proposal: null };
}

/**
 * Relays an act; null when the contracts refuse it because it is done already, as after an interrupted command.
 * `doneCode` is the reason that says so.
 */
export async function relayUnlessDone(
  platform: Platform,
  act: Act,
  doneCode: string,
): Promise<RelayedAct | null> {
  try {
    return await relay(platform, act);
  } catch (error) {
    const isDone = error instanceof RefusedError && error.reasons.some(({ code }) => code === doneCode);
    if (!isDone) throw error;
    return null;
  }
}

async function proposeAndTell(platform: Platform, safe: ActingSafe, act: Act): Promise<RelayedAct> {
  const proposal = await proposeAs(platform, safe, act);
  const { transaction, outcome } = proposal;
  return {
    transaction,
    assetId: outcome?.assetId,
    offerId: outcome?.offerId,
    licenseIds: outcome?.licenseIds ?? [],
    proposal,
  };
}

/** What a result's document says of how the act went: `{transaction}`, or `{proposal}` while a Safe's owners still have to sign. */
export function outcomeDocument({ transaction, proposal }: Outcome) {
  return {
    ...(transaction !== null && { transaction }),
    ...(proposal !== null && { proposal: proposalDocument(proposal) }),
  };
}

async function relayOnce(
  { api, signer, deployment }: Platform,
  { contract, data }: Act,
  nonce: bigint | null,
): Promise<DoneAct> {
  const request = await signForwardRequest(
    signer,
    { chainId: deployment.chainId, forwarder: contractAddress(deployment, 'ERC2771Forwarder') },
    {
      to: contractAddress(deployment, contract),
      data,
      nonce: nonce ?? (await readNonce({ api, signer })),
      deadline: Math.floor(Date.now() / 1000) + LIFETIME_SECONDS,
    },
  );
  const { relay: done } = await api.request({
    query: `mutation ($request: ForwardRequestInput!) { relay(request: $request) { transaction assetId offerId licenseIds } }`,
    variables: { request },
    answer: RelayAnswer,
    isRepeatable: true,
  });
  return done;
}

async function readNonce({ api, signer }: Pick<Platform, 'api' | 'signer'>): Promise<bigint> {
  const { forwarderNonce } = await api.request({
    query: `query ($address: String!) { forwarderNonce(address: $address) }`,
    variables: { address: signer.address },
    answer: z.object({ forwarderNonce: z.string().transform(BigInt) }),
  });
  return forwarderNonce;
}

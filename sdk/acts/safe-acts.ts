import type { Hex } from '@lanran/protocol/kernel/bytes';
import {
  safeTransactionHash,
  safeTypedData,
  type SafeCall,
  type SafeDomain,
} from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import { callsIn, describeCall, describeProposed, type DescribedCall } from './describe-call.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Signer } from '../kernel/signer.ts';
import { contractAddress, type ActingSafe, type Platform } from '../kernel/session.ts';
import type { Act } from './relaying.ts';
import {
  executeSafeTransaction,
  getSafe,
  getSafeTransaction,
  listSafeTransactions,
  sendProposal,
  sendSafeSignature,
  type SafeTransaction,
} from './safes.ts';

/** An act that waits on the council desk, or was done there. */
export interface Proposal extends Pick<SafeTransaction, 'hash' | 'safe' | 'nonce' | 'state' | 'threshold'> {
  /** How many owners have signed. */
  readonly signatures: number;
  /** What it does, decoded here and not by the platform. */
  readonly call: DescribedCall;
  /** Null until the threshold is reached. */
  readonly transaction: string | null;
  /** Null until then, and in lists. */
  readonly outcome: NonNullable<SafeTransaction['outcome']> | null;
}

/**
 * Proposes an act of a Safe, signed with the key as one of its owners. The same act waiting there is signed instead. With the last
 * signature it is done, and the proposal has its transaction.
 * @throws RefusedError, with the contracts' reasons when the last signature was given and they refused
 */
export async function proposeAs(platform: Platform, safe: ActingSafe, act: Act): Promise<Proposal> {
  try {
    return await proposeOnce(platform, safe, act);
  } catch (error) {
    // Another act of the Safe was done meanwhile: sign once more, under the nonce that follows.
    const isLate = error instanceof RefusedError && error.field === 'input.nonce' && safe.nonce === null;
    if (!isLate) throw error;
    return proposeOnce(platform, safe, act);
  }
}

async function proposeOnce(
  platform: Platform,
  { address: safe, nonce }: ActingSafe,
  act: Act,
): Promise<Proposal> {
  const { api, deployment, signer } = platform;
  const { nonce: next } = await getSafe(api, safe);
  const to = contractAddress(deployment, act.contract);
  const listed = await listSafeTransactions(api, safe);
  const foreign = listed.find((known) => known.safe !== safe);
  if (foreign !== undefined)
    throw new UntrustworthyAnswerError(`among the acts of the Safe ${safe} it lists one of ${foreign.safe}`);
  const waiting = listed.filter(isWaiting);
  const call = { to, data: act.data };
  const place = nonce ?? (isRefusal(describeCall(deployment, call)) ? next : null);
  const same = waiting.find(
    (known) => known.to === to && known.data === act.data && (place === null || known.nonce === place),
  );
  if (same !== undefined) return signKnown(platform, same);
  const placed = { ...call, nonce: place ?? freeNonce(next, waiting) };
  const domain = { chainId: deployment.chainId, safe };
  const signature = await signSafeCall(signer, domain, placed);
  const proposed = await sendProposal(api, { safe, ...placed, signature });
  return trusted(platform, proposed, safeTransactionHash(domain, placed));
}

function isWaiting({ state }: SafeTransaction): boolean {
  return state === 'OPEN' || state === 'REFUSED';
}

/** Acts that say no: they wait behind nobody's proposal, and overtake what waits under the Safe's next nonce. */
const REFUSALS: readonly string[] = [
  'AssetRegistry.dispute',
  'AssetRegistry.takeDown',
  'ConsentRegistry.withdraw',
  'ConsentRegistry.withdrawCollection',
  'ConsentRegistry.withdrawConsentTo',
  'LicenseToken.revoke',
  'Organizations.removeCompromisedMember',
  'Organizations.removeMember',
  'Organizations.vetoCouncil',
];

function isRefusal(call: DescribedCall): boolean {
  return callsIn(call).some(({ contract, functionName }) => REFUSALS.includes(`${contract}.${functionName}`));
}

/** After what waits for signatures; what the contracts refused would hold up everything behind it, and so is replaced. */
function freeNonce(next: bigint, waiting: readonly SafeTransaction[]): bigint {
  const taken = waiting.filter(({ state }) => state === 'OPEN').map(({ nonce }) => nonce);
  return taken.reduce((free, nonce) => (nonce >= free ? nonce + 1n : free), next);
}

/** Signs what somebody proposed; signed already, it is tried again when only its execution is missing. */
export async function signProposal(platform: Platform, hash: Hex): Promise<Proposal> {
  const known = await getSafeTransaction(platform.api, hash);
  if (known.hash !== hash) throw new UntrustworthyAnswerError(`asked for ${hash}, it gave ${known.hash}`);
  return signKnown(platform, known);
}

/** A proposal as it is now, checked and decoded, without signing it. */
export async function readProposal(platform: Platform, hash: Hex): Promise<Proposal> {
  return trusted(platform, await getSafeTransaction(platform.api, hash), hash);
}

/** What was proposed for a Safe, newest first. */
export async function listProposals(platform: Platform, safe: Address): Promise<Proposal[]> {
  const known = await listSafeTransactions(platform.api, safe);
  return known.map((transaction) => trusted(platform, transaction, transaction.hash));
}

async function signKnown(platform: Platform, known: SafeTransaction): Promise<Proposal> {
  const { api, signer, deployment } = platform;
  const proposal = trusted(platform, known, known.hash);
  if (!isWaiting(known)) return proposal;
  if (known.signers.includes(signer.address)) {
    if (known.signers.length < known.threshold) return proposal;
    return trusted(platform, await executeSafeTransaction(api, known.hash), known.hash);
  }
  const domain = { chainId: deployment.chainId, safe: known.safe };
  const signature = await signSafeCall(signer, domain, known);
  return trusted(platform, await sendSafeSignature(api, { hash: known.hash, signature }), known.hash);
}

/** Signs a Safe's call as one of its owners. */
export async function signSafeCall(signer: Signer, domain: SafeDomain, call: SafeCall): Promise<Hex> {
  const { domain: at, types, message } = safeTypedData(domain, call);
  return signer.signTypedData({ domain: { ...at }, types: { SafeTx: types['SafeTx'] ?? [] }, message });
}

/** @throws UntrustworthyAnswerError when the call that the platform tells is not the one the hash names */
function trusted({ deployment }: Platform, told: SafeTransaction, hash: Hex): Proposal {
  const { safe, nonce, state, threshold, signers, transaction, outcome } = told;
  const call = describeProposed(deployment, { hash, safe, nonce, to: told.to, data: told.data });
  if (told.hash !== hash) throw new UntrustworthyAnswerError(`asked for ${hash}, it gave ${told.hash}`);
  return {
    hash,
    safe,
    nonce,
    state,
    threshold,
    signatures: signers.length,
    call,
    transaction,
    outcome: outcome ?? null,
  };
}

/** A proposal in a result's document. */
export function proposalDocument({ hash, safe, nonce, signatures, threshold, state }: Proposal) {
  return { hash, safe, nonce: nonce.toString(), signatures, threshold, state };
}

/** All needed signatures are there, and yet it waits: a Safe does its acts in the order of their nonces. */
export function isHeldUp({ state, signatures, threshold }: Proposal): boolean {
  return state === 'OPEN' && signatures >= threshold;
}

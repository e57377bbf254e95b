import { z } from 'zod';
import { isHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));
const hex = z.custom<Hex>((value) => isHex(value), 'must be lower-case hex');
const wholeNumber = z.string().transform(BigInt);

const SafeAnswer = z.object({
  address,
  owners: z.array(address),
  threshold: z.number().int(),
  nonce: wholeNumber,
});
/** A wallet of several keys. */
export type Safe = z.infer<typeof SafeAnswer>;

const SafeTransactionAnswer = z.object({
  hash: hex,
  safe: address,
  to: address,
  data: hex,
  nonce: wholeNumber,
  contract: z.string(),
  functionName: z.string(),
  assetIds: z.array(z.string()),
  signers: z.array(address),
  threshold: z.number().int(),
  state: z.enum(['OPEN', 'EXECUTED', 'REFUSED', 'OVERTAKEN']),
  transaction: z.string().nullable(),
  outcome: z
    .object({
      assetId: z.string().nullable(),
      offerId: z.string().nullable(),
      licenseIds: z.array(z.string()),
    })
    .nullish(),
});
/** An act of a Safe on the council desk. */
export type SafeTransaction = z.infer<typeof SafeTransactionAnswer>;

const FIELDS = `hash safe to data nonce contract functionName assetIds signers threshold state transaction`;

/** Null when no Safe of this installation's kind is there. */
export async function findSafe(api: GraphqlClient, at: Address): Promise<Safe | null> {
  const { safe } = await api.request({
    query: `query ($address: String!) { safe(address: $address) { address owners threshold nonce } }`,
    variables: { address: at },
    answer: z.object({ safe: SafeAnswer.nullable() }),
  });
  if (safe !== null && safe.address !== at)
    throw new UntrustworthyAnswerError(`asked for the Safe ${at}, it gave ${safe.address}`);
  return safe;
}

/** @throws RefusedError naming `safe` */
export async function getSafe(api: GraphqlClient, at: Address): Promise<Safe> {
  const safe = await findSafe(api, at);
  if (safe === null) {
    throw new RefusedError('NOT_FOUND', `There is no Safe at ${at}. Make one first, or check the address.`, {
      argument: 'safe',
    });
  }
  return safe;
}

/** A Safe of these owners, who decide by `threshold` signatures. Asked for again by the same key, it is the same Safe. */
export async function createSafe(
  api: GraphqlClient,
  { owners, threshold }: { readonly owners: readonly Address[]; readonly threshold: number },
): Promise<Safe> {
  const { createSafe: safe } = await api.request({
    query: `mutation ($owners: [String!]!, $threshold: Int!) { createSafe(owners: $owners, threshold: $threshold) { address owners threshold nonce } }`,
    variables: { owners, threshold },
    answer: z.object({ createSafe: SafeAnswer }),
  });
  const isSame = safe.threshold === threshold && [...safe.owners].sort().join() === [...owners].sort().join();
  if (!isSame) {
    throw new UntrustworthyAnswerError(
      `asked for a Safe of which ${threshold} of ${owners.join(', ')} decide, it gave ${safe.address}, of which ${safe.threshold} of ${safe.owners.join(', ')} decide`,
    );
  }
  return safe;
}

/** What was proposed for a Safe, newest first; its owners may ask. */
export async function listSafeTransactions(api: GraphqlClient, safe: Address): Promise<SafeTransaction[]> {
  const { safeTransactions } = await api.request({
    query: `query ($safe: String!) { safeTransactions(safe: $safe) { ${FIELDS} } }`,
    variables: { safe },
    answer: z.object({ safeTransactions: z.array(SafeTransactionAnswer) }),
  });
  return safeTransactions;
}

/** @throws RefusedError NOT_FOUND when nobody proposed it, or the key is no owner */
export async function getSafeTransaction(api: GraphqlClient, hash: Hex): Promise<SafeTransaction> {
  const { safeTransaction } = await api.request({
    query: `query ($hash: ID!) { safeTransaction(hash: $hash) { ${FIELDS} outcome { assetId offerId licenseIds } } }`,
    variables: { hash },
    answer: z.object({ safeTransaction: SafeTransactionAnswer }),
  });
  return safeTransaction;
}

export interface SignedProposal {
  readonly safe: Address;
  readonly to: Address;
  readonly data: Hex;
  readonly nonce: bigint;
  readonly signature: Hex;
}

export async function sendProposal(
  api: GraphqlClient,
  { nonce, ...proposal }: SignedProposal,
): Promise<SafeTransaction> {
  const { proposeSafeTransaction } = await api.request({
    query: `mutation ($input: ProposeSafeTransactionInput!) { proposeSafeTransaction(input: $input) { ${FIELDS} outcome { assetId offerId licenseIds } } }`,
    variables: { input: { ...proposal, nonce: nonce.toString() } },
    answer: z.object({ proposeSafeTransaction: SafeTransactionAnswer }),
  });
  return proposeSafeTransaction;
}

export async function sendSafeSignature(
  api: GraphqlClient,
  { hash, signature }: { readonly hash: Hex; readonly signature: Hex },
): Promise<SafeTransaction> {
  const { signSafeTransaction } = await api.request({
    query: `mutation ($hash: ID!, $signature: String!) { signSafeTransaction(hash: $hash, signature: $signature) { ${FIELDS} outcome { assetId offerId licenseIds } } }`,
    variables: { hash, signature },
    answer: z.object({ signSafeTransaction: SafeTransactionAnswer }),
  });
  return signSafeTransaction;
}

/** Tries again what has its signatures, after what stood in its way is gone. */
export async function executeSafeTransaction(api: GraphqlClient, hash: Hex): Promise<SafeTransaction> {
  const { executeSafeTransaction: executed } = await api.request({
    query: `mutation ($hash: ID!) { executeSafeTransaction(hash: $hash) { ${FIELDS} outcome { assetId offerId licenseIds } } }`,
    variables: { hash },
    answer: z.object({ executeSafeTransaction: SafeTransactionAnswer }),
  });
  return executed;
}

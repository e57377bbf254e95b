import { z } from 'zod';
import { operatorAcceptText, operatorHandOnText } from '@lanran/protocol/accounts/account';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { Platform } from '../kernel/session.ts';

const key = z
  .string()
  .transform((text) => parseAddress(text.toLowerCase()))
  .nullable();

const Answer = z.object({
  deployment: z.object({
    operator: key,
    operatorSuccessor: key,
    accreditor: key,
    accreditorSuccessor: key,
  }),
});

/** Who holds the installation's two offices, and who is to follow; null where nobody. */
export type Offices = z.infer<typeof Answer>['deployment'];

export async function readOffices(api: GraphqlClient): Promise<Offices> {
  const { deployment } = await api.request({
    query: `query { deployment { operator operatorSuccessor accreditor accreditorSuccessor } }`,
    answer: Answer,
  });
  return deployment;
}

/** What the signed-in key does for the whole installation. */
export async function readOwnOffices(
  api: GraphqlClient,
): Promise<{ readonly isOperator: boolean; readonly isAccreditor: boolean }> {
  const { me } = await api.request({
    query: `query { me { isOperator isAccreditor } }`,
    answer: z.object({ me: z.object({ isOperator: z.boolean(), isAccreditor: z.boolean() }) }),
  });
  return me;
}

type Signed = Pick<Platform, 'api' | 'signer' | 'deployment'>;

/** The operator asks a key to follow. */
export async function handOnOperator(
  { api, signer, deployment: { logId } }: Signed,
  successor: Address,
): Promise<void> {
  const text = operatorHandOnText({ logId, holder: signer.address, successor });
  await api.request({
    query: `mutation ($successor: String!, $signature: String!) { handOnOperator(successor: $successor, signature: $signature) }`,
    variables: { successor, signature: await signer.signMessage(text) },
    answer: z.object({ handOnOperator: z.literal(true) }),
  });
}

/** The operator asks nobody any longer. */
export async function takeBackOperator({ api }: Pick<Platform, 'api'>): Promise<void> {
  await api.request({
    query: `mutation { takeBackOperator }`,
    answer: z.object({ takeBackOperator: z.literal(true) }),
  });
}

/** The key that was asked becomes the operator. */
export async function acceptOperator(
  { api, signer, deployment: { logId } }: Signed,
  holder: Address,
): Promise<void> {
  const text = operatorAcceptText({ logId, holder, successor: signer.address });
  await api.request({
    query: `mutation ($signature: String!) { acceptOperator(signature: $signature) }`,
    variables: { signature: await signer.signMessage(text) },
    answer: z.object({ acceptOperator: z.literal(true) }),
  });
}

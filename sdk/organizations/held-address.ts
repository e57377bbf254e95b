import { z } from 'zod';
import type { Address } from '@lanran/protocol/kernel/signature';
import { type AddressHolder, holderOf, payoutConcern, type PayoutConcern } from './address-holder.ts';
import { RefusedError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { OrganizationState } from './organization-state.ts';
import { findSafe, type Safe } from '../acts/safes.ts';

/** Whose the address is, with what is needed to say so. */
export interface HeldAddress {
  readonly address: Address;
  readonly holder: AddressHolder;
  readonly concern: PayoutConcern;
  readonly safe: Safe | null;
  /** As the account of that key calls itself; null without an account. */
  readonly name: string | null;
}

/** Asks the platform whose an address is. */
export async function readHolder(
  api: GraphqlClient,
  organization: Pick<OrganizationState, 'members' | 'council' | 'succession'>,
  address: Address,
): Promise<HeldAddress> {
  const { members, council = null, succession } = organization;
  const [safe, councilSafe, name] = await Promise.all([
    findSafe(api, address),
    council === null ? null : findSafe(api, council),
    readName(api, address),
  ]);
  const keys = { members, council, candidate: succession?.candidate ?? null, councilSafe };
  const holder = holderOf({ address, safe }, keys);
  return { address, holder, concern: payoutConcern(holder), safe, name };
}

/** Names are for who is signed in. */
async function readName(api: GraphqlClient, address: Address): Promise<string | null> {
  try {
    const { people } = await api.request({
      query: `query ($addresses: [String!]!) { people(addresses: $addresses) { displayName } }`,
      variables: { addresses: [address] },
      answer: z.object({ people: z.array(z.object({ displayName: z.string() })) }),
    });
    return people[0]?.displayName ?? null;
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'SIGN_IN_REQUIRED') return null;
    throw error;
  }
}

import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { moneyAnswer } from '../kernel/money.ts';
import { ArgumentError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { MEMBER_ROLES } from './organization-acts.ts';
import { findOrganization, type Organization } from './organizations.ts';

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));

const StateAnswer = z.object({
  members: z.array(z.object({ address, role: z.enum(MEMBER_ROLES) })),
  payout: address.nullish(),
  suspension: z
    .object({ suspendedFrom: z.string(), reasonHash: z.string(), reason: z.string().nullish() })
    .nullish(),
  succession: z.object({ candidate: address, seatableAt: z.string(), byCouncil: z.boolean() }).nullish(),
});

/** An organization with its keys, its money's way, its suspension and who is named to be its council. */
export type OrganizationState = Organization & z.infer<typeof StateAnswer>;

const FIELDS = `members { address role } payout suspension { suspendedFrom reasonHash reason } succession { candidate seatableAt byCouncil }`;

/** By id or slug; null when there is none. */
export async function findOrganizationState(
  api: GraphqlClient,
  idOrSlug: string,
): Promise<OrganizationState | null> {
  const found = await findOrganization(api, idOrSlug);
  if (found === null) return null;
  const { organization } = await api.request({
    query: `query ($id: ID!) { organization(id: $id) { ${FIELDS} } }`,
    variables: { id: found.id },
    answer: z.object({ organization: StateAnswer }),
  });
  return { ...found, ...organization };
}

/** @throws ArgumentError naming the argument */
export async function getOrganizationState(
  api: GraphqlClient,
  idOrSlug: string,
  argument: string,
): Promise<OrganizationState> {
  const found = await findOrganizationState(api, idOrSlug);
  if (found !== null) return found;
  throw new ArgumentError(argument, `there is no organization ${idOrSlug}. Give an id (0x…) or a slug.`);
}

/** The same for an organization that has a council. @throws ArgumentError naming the argument */
export async function getCommunityState(
  api: GraphqlClient,
  idOrSlug: string,
  argument: string,
): Promise<OrganizationState> {
  const found = await getOrganizationState(api, idOrSlug, argument);
  if (found.kind === 'COMMUNITY') return found;
  throw new ArgumentError(
    argument,
    `${found.slug} is of the kind ${found.kind}; only a community has a council. Name a community.`,
  );
}

/** What it can claim now, by token. */
export async function listCredits(api: GraphqlClient, id: Organization['id']) {
  const { organization } = await api.request({
    query: `query ($id: ID!) { organization(id: $id) { credits { amount token } } }`,
    variables: { id },
    answer: z.object({ organization: z.object({ credits: z.array(moneyAnswer) }) }),
  });
  return organization.credits;
}

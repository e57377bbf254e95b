import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { ORGANIZATION_KINDS } from './admission-act.ts';
import { RefusedError, UntrustworthyAnswerError, ArgumentError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { idOfSlug, partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';
import type { Platform } from '../kernel/session.ts';

const address = z.string().transform((text) => parseAddress(text.toLowerCase()));
const OrganizationAnswer = partyAnswer.extend({
  kind: z.enum(ORGANIZATION_KINDS),
  name: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
  isAdmitted: z.boolean(),
  requestedBy: address.nullish(),
  council: address.nullish(),
});
export type Organization = z.infer<typeof OrganizationAnswer>;

const FIELDS = `id slug kind name { en zh } isAdmitted requestedBy council`;
const MeAnswer = z.object({
  me: z.object({ memberships: z.array(z.object({ role: z.string(), organization: OrganizationAnswer })) }),
});

/** An organization by its id or slug; null when there is none. */
export async function findOrganization(api: GraphqlClient, idOrSlug: string): Promise<Organization | null> {
  const variables = isId(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
  try {
    const { organization } = await api.request({
      query: `query ($id: ID, $slug: String) { organization(id: $id, slug: $slug) { ${FIELDS} } }`,
      variables,
      answer: z.object({ organization: OrganizationAnswer.nullable() }),
    });
    return organization === null ? null : requireAsked(organization, idOrSlug);
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function requireAsked(organization: Organization, asked: string): Organization {
  const { id, slug } = requireOwnSlug(organization);
  if (id !== asked && id !== idOfSlug(asked))
    throw new UntrustworthyAnswerError(`asked for the organization ${asked}, it gave ${slug} (${id})`);
  return organization;
}

/** @throws ArgumentError naming the argument */
export async function getOrganization(
  api: GraphqlClient,
  idOrSlug: string,
  argument: string,
): Promise<Organization> {
  const found = await findOrganization(api, idOrSlug);
  if (found === null)
    throw new ArgumentError(argument, `there is no organization ${idOrSlug}. Give an id (0x…) or a slug.`);
  return found;
}

function isId(text: string): boolean {
  return text.startsWith('0x');
}

/** The organizations that the signed-in key acts for, with its role in each. */
export async function listMemberships(api: GraphqlClient) {
  const { me } = await api.request({
    query: `query { me { memberships { role organization { ${FIELDS} } } } }`,
    answer: MeAnswer,
  });
  for (const { organization } of me.memberships) requireOwnSlug(organization);
  return me.memberships;
}

/**
 * The organization that an act is done for: the named one, or the only one of that kind that the key may act for.
 * @throws ArgumentError when there is none or the choice is open
 */
export async function chooseOrganization(
  api: GraphqlClient,
  {
    named,
    kind,
    argument,
  }: { readonly named: string | undefined; readonly kind: Organization['kind']; readonly argument: string },
): Promise<Organization> {
  const memberships = await listMemberships(api);
  const own = memberships.filter(({ role }) => role !== 'VIEWER').map(({ organization }) => organization);
  if (named !== undefined) {
    const chosen = own.find(({ id, slug }) => id === named || slug === named);
    if (chosen === undefined)
      throw new ArgumentError(argument, `your key may not act for ${named}. ${listOf(own)}`);
    return chosen;
  }
  const fitting = own.filter((organization) => organization.kind === kind);
  const [only] = fitting;
  if (only === undefined) {
    throw new RefusedError('FORBIDDEN', `Your key acts for no organization of kind ${kind}. ${listOf(own)}`, {
      argument,
    });
  }
  if (fitting.length > 1)
    throw new ArgumentError(argument, `say which organization acts. ${listOf(fitting)}`);
  return only;
}

/**
 * The organization that buys. A Safe's is named, because a Safe is no member that signs in: the contract says whether it may act.
 * @throws ArgumentError
 */
export async function chooseLicensee(
  { api, safe }: Pick<Platform, 'api' | 'safe'>,
  named?: string,
): Promise<Organization> {
  const argument = 'licensee';
  if (safe === null) return chooseOrganization(api, { named, kind: 'STUDIO', argument });
  if (named === undefined) throw new ArgumentError(argument, 'name the organization that the Safe acts for.');
  return getOrganization(api, named, argument);
}

function listOf(organizations: readonly Organization[]): string {
  if (organizations.length === 0) return 'It acts for none.';
  return `It acts for ${organizations.map(({ slug }) => slug).join(', ')}.`;
}

/** Asks for a profile; the signed-in key is proposed as first owner. The accreditor admits it. */
export async function requestOrganization(
  api: GraphqlClient,
  input: {
    readonly slug: string;
    readonly kind: Organization['kind'];
    readonly name: { readonly en?: string; readonly zh?: string };
    readonly contact?: string;
    readonly letter?: string;
  },
): Promise<Organization> {
  const { requestOrganization: requested } = await api.request({
    query: `mutation ($input: RequestOrganizationInput!) { requestOrganization(input: $input) { ${FIELDS} } }`,
    variables: { input },
    answer: z.object({ requestOrganization: OrganizationAnswer }),
  });
  return requireAsked(requested, input.slug);
}

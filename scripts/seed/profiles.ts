import { z } from 'zod';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Organization } from '@lanran/sdk/organizations/organizations';
import type { DemoOrganization } from './organizations.ts';

const Described = z.object({ organization: z.object({ description: z.object({}).nullable() }).nullable() });
const Updated = z.object({ updateProfile: z.object({ id: z.string() }) });

/** Has the organization say what it is, unless it says something already. */
export async function describeOnce(
  api: GraphqlClient,
  { id }: Organization,
  { description }: DemoOrganization,
): Promise<void> {
  const { organization } = await api.request({
    query: 'query ($id: ID) { organization(id: $id) { description { en } } }',
    variables: { id },
    answer: Described,
  });
  if (organization?.description !== null) return;
  await api.request({
    query:
      'mutation ($id: ID!, $input: ProfileInput!) { updateProfile(organizationId: $id, input: $input) { id } }',
    variables: { id, input: { description } },
    answer: Updated,
  });
}

import { z } from 'zod';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { ArgumentError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const SavedMapping = z.object({
  name: z.string(),
  version: z.number().int(),
  /** JSON. */
  mapping: z.string(),
});
/** A mapping that an organization keeps on the platform. */
export type SavedMapping = z.infer<typeof SavedMapping>;

const FIELDS = `name version mapping`;

/** The newest of each name, for members. */
export async function listSavedMappings(
  api: GraphqlClient,
  organizationId: OrganizationId,
): Promise<readonly SavedMapping[]> {
  const { savedMappings } = await api.request({
    query: `query ($organizationId: ID!) { savedMappings(organizationId: $organizationId) { ${FIELDS} } }`,
    variables: { organizationId },
    answer: z.object({ savedMappings: z.array(SavedMapping) }),
  });
  return savedMappings;
}

/** The newest of that name. @throws ArgumentError naming those that there are */
export async function getSavedMapping(
  api: GraphqlClient,
  organizationId: OrganizationId,
  name: string,
): Promise<SavedMapping> {
  const saved = await listSavedMappings(api, organizationId);
  const found = saved.find((each) => each.name === name.normalize('NFC'));
  if (found !== undefined) return found;
  const names = saved.map((each) => each.name).join(', ');
  throw new ArgumentError(
    'mapping',
    `there is no file ${name}, and your organization has saved no mapping of that name. ${names === '' ? 'It has none.' : `It has: ${names}.`}`,
  );
}

import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { type OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';

/** @throws NotFoundError */
export async function getOrganization(
  loaders: GraphqlContext['loaders'],
  id: OrganizationId,
): Promise<OrganizationNode> {
  const organization = await loaders.of(ORGANIZATIONS).load(id);
  if (organization === null) throw new NotFoundError(`Organization ${id}`);
  return toOrganizationNode(organization);
}

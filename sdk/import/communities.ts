import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { findOrganization } from '../organizations/organizations.ts';

/** Finds admitted communities by id or slug; looks each up once. */
export function communitiesOf(api: GraphqlClient): (name: string) => Promise<OrganizationId | null> {
  const known = new Map<string, Promise<OrganizationId | null>>();
  const find = async (name: string) => {
    const found = await findOrganization(api, name);
    return found?.kind === 'COMMUNITY' && found.isAdmitted ? found.id : null;
  };
  return async (name) => {
    const finding = known.get(name) ?? find(name);
    known.set(name, finding);
    return finding;
  };
}

import { connectOrganizations } from '../../contracts/abi/interfaces/Organizations.ts';
import { openChainReader } from '../kernel/chain-reader.ts';
import { MEMBER_ROLES, type MemberKey, type MemberRole } from './organization-acts.ts';
import { contractAddress, type Platform } from '../kernel/session.ts';

/** What a key is to an organization: nothing yet, no longer a member, or a member. */
export type MemberRecord =
  | { readonly state: 'unknown' | 'removed' }
  | { readonly state: 'member'; readonly role: MemberRole };

/** Asked of the chain: the platform lists present members alone. */
export async function readMember(
  { apiUrl, deployment }: Platform,
  { organizationId, key }: MemberKey,
): Promise<MemberRecord> {
  const provider = openChainReader(`${apiUrl}/rpc`, deployment.chainId);
  try {
    const organizations = connectOrganizations(contractAddress(deployment, 'Organizations'), provider);
    const member = await organizations.memberOf(organizationId, key);
    const role = MEMBER_ROLES[Number(member.role) - 1];
    if (role === undefined) return { state: 'unknown' };
    return member.current ? { state: 'member', role } : { state: 'removed' };
  } finally {
    provider.destroy();
  }
}

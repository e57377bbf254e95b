import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Membership } from '../../platform/kernel/actor.ts';
import type { Organization } from './organization.ts';

/** What a key is in each organization; a community's council acts as its owner. */
export function membershipsOf(address: Hex, organizations: readonly Organization[]): Membership[] {
  return organizations.flatMap((organization): Membership[] => {
    const role =
      organization.council === address
        ? 'OWNER'
        : organization.members.find((member) => member.address === address)?.role;
    return role === undefined ? [] : [{ organizationId: organization.id, kind: organization.kind, role }];
  });
}

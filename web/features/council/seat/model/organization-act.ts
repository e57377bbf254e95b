import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type * as organizationActs from '@lanran/sdk/organizations/organization-acts';
import type { Act } from '@lanran/sdk/acts/relaying';
import type { ActOutcome, Council, useCouncilAct } from '../../desk/model/council.ts';

type RunPlatform = Parameters<Parameters<ReturnType<typeof useCouncilAct>['run']>[0]>[0];

/** Signs an act about the council's own community. */
export async function relayOrganizationAct(
  platform: RunPlatform,
  { community }: Pick<Council, 'community'>,
  build: (acts: typeof organizationActs, communityId: OrganizationId) => Act,
): Promise<ActOutcome> {
  const [acts, { relay }] = await Promise.all([
    import('@lanran/sdk/organizations/organization-acts'),
    import('@lanran/sdk/acts/relaying'),
  ]);
  return relay(platform, build(acts, parseOrganizationId(community.id)));
}

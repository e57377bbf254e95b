import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/ids';
import type * as organizationActs from '@lanran/client/organization-acts';
import type { Act } from '@lanran/client/relaying';
import type { ActOutcome, Council, useCouncilAct } from './council.ts';

type RunPlatform = Parameters<Parameters<ReturnType<typeof useCouncilAct>['run']>[0]>[0];

/** Signs an act about the council's own community. */
export async function relayOrganizationAct(
  platform: RunPlatform,
  { community }: Pick<Council, 'community'>,
  build: (acts: typeof organizationActs, communityId: OrganizationId) => Act,
): Promise<ActOutcome> {
  const [acts, { relay }] = await Promise.all([
    import('@lanran/client/organization-acts'),
    import('@lanran/client/relaying'),
  ]);
  return relay(platform, build(acts, parseOrganizationId(community.id)));
}

import type { Announcement } from '@lanran/sdk/acts/announced-acts';
import type { Act } from '@lanran/sdk/acts/relaying';
import type { Organization } from '../../operation/model/documents.ts';

/** What the accreditor signs to admit a profile: the key that asked becomes owner, payee and, of a community, council. */
export async function admissionAct({
  id,
  kind,
  requestedBy,
}: Pick<Organization, 'id' | 'kind' | 'requestedBy'>): Promise<Act> {
  const [{ admitAct }, { parseOrganizationId }, { parseAddress }] = await Promise.all([
    import('@lanran/sdk/organizations/admission-act'),
    import('@lanran/protocol/kernel/ids'),
    import('@lanran/protocol/kernel/signature'),
  ]);
  const owner = parseAddress(requestedBy?.toLowerCase(), 'requestedBy');
  const council = kind === 'COMMUNITY' ? owner : null;
  return admitAct({ organizationId: parseOrganizationId(id), kind, owner, payout: owner, council });
}

/** Whether the admission can be done now, has to be announced first, or waits. */
export async function fetchAnnouncement(organization: Organization, caller: string): Promise<Announcement> {
  const [{ readAnnouncement }, { openDeployment, pageClient }, { parseAddress }] = await Promise.all([
    import('@lanran/sdk/acts/announced-acts'),
    import('../../../../lib/session/platform.ts'),
    import('@lanran/protocol/kernel/signature'),
  ]);
  return readAnnouncement({
    rpcUrl: `${window.location.origin}/rpc`,
    deployment: await openDeployment(pageClient(null)),
    caller: parseAddress(caller.toLowerCase()),
    act: await admissionAct(organization),
  });
}

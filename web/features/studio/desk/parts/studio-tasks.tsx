import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { agreedOf, checkoutAddress, useOwnRequests } from '../../../../lib/requests/own-requests.ts';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { studioText } from '../words/studio-text.ts';

const INVITATIONS = graphql(`
  query StudioInvitations($id: ID!) {
    invitations(organizationId: $id) {
      id
      role
      state
      label
      displayName
    }
  }
`);

/** What waits for the studio: uses that are agreed and not bought, and people who accepted an invitation. */
export function StudioTasks({ organizationId }: { readonly organizationId: string }) {
  const t = useText(studioText);
  const { list } = useFormats();
  const agreed = agreedOf(useOwnRequests({ isEnabled: true }), organizationId);
  const accepted = useAccepted(organizationId);
  return (
    <>
      {agreed.count > 0 && (
        <Notice tone="unknown">
          <p>{t('agreed', { count: agreed.count })}</p>
          <div>
            <ButtonLink kind="main" to={checkoutAddress(agreed.requestIds)}>
              {t('toCheckout')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      {accepted.length > 0 && (
        <Notice tone="unknown">
          <p>{t('accepted', { names: list(accepted), count: accepted.length })}</p>
          <div>
            <ButtonLink to={`/institution/${organizationId}/members`}>{t('toAccepted')}</ButtonLink>
          </div>
        </Notice>
      )}
    </>
  );
}

/** Names of those who accepted and wait to be added; for owners alone. */
function useAccepted(organizationId: string): readonly string[] {
  const { me } = useSession();
  const isOwner =
    me?.memberships.some(
      ({ role, organization }) => role === 'OWNER' && organization.id === organizationId,
    ) === true;
  const { data } = useQuery({
    queryKey: ['desk-invitations', organizationId],
    queryFn: async ({ signal }) =>
      (await request(INVITATIONS, { id: organizationId }, { signal })).invitations,
    enabled: isOwner,
  });
  return (data ?? [])
    .filter(({ role, state }) => role !== null && state === 'ACCEPTED')
    .map(({ displayName, label }) => displayName ?? label);
}

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import { INVITATION } from '../model/invitation-documents.ts';
import { InvitationState } from '../parts/invitation-state.tsx';
import { invitationText } from '../words/invitation-text.ts';
import { useLinkSecret } from '../model/use-link-secret.ts';

const LOOK_EVERY_MS = 4_000;

/** `/invitation/{id}#{secret}`: who invites, as what; accepting; and waiting for an owner. */
export function InvitationPage() {
  const t = useText(invitationText);
  const { id = '' } = useParams();
  const secret = useLinkSecret(`invitation.${id}`);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['invitation', id, secret],
    queryFn: ({ signal }) => request(INVITATION, { id, secret: secret ?? '' }, { signal }),
    enabled: secret !== null,
    refetchInterval: ({ state }) => (state.data?.invitation?.state === 'ACCEPTED' ? LOOK_EVERY_MS : false),
  });
  const invitation = data?.invitation ?? null;
  if (secret === null || (data !== undefined && invitation === null)) {
    return (
      <Page title={t('brokenTitle')} width="text">
        <p>{t('broken')}</p>
      </Page>
    );
  }
  if (invitation !== null) return <InvitationState invitation={invitation} secret={secret} />;
  return (
    <Page title={t('title')} width="text">
      {isPending && <Skeleton lines={4} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { deskOf } from '../../signing-in/model/desk-of.ts';
import type { Invitation } from '../model/invitation-documents.ts';
import { invitationText } from '../words/invitation-text.ts';
import { OpenInvitation } from './open-invitation.tsx';

interface InvitationStateProps {
  readonly invitation: Invitation;
  readonly secret: string;
}

/** An invitation as it stands, and what to do now. */
export function InvitationState({ invitation, secret }: InvitationStateProps) {
  const t = useText(invitationText);
  const { language } = useLanguage();
  const { me } = useSession();
  const { organization, state, address } = invitation;
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  useRefreshedSession(state);
  if (state === 'OPEN') return <OpenInvitation invitation={invitation} secret={secret} name={name} />;
  if (state === 'EXPIRED' || state === 'WITHDRAWN') {
    const isOver = state === 'EXPIRED';
    return (
      <Page title={isOver ? t('expiredTitle') : t('withdrawnTitle')} width="text">
        <Notice tone="refused">
          <p>{isOver ? t('expired', { name }) : t('withdrawn', { name })}</p>
        </Notice>
      </Page>
    );
  }
  if (state === 'ENDED') {
    return (
      <Page title={t('endedTitle')} width="text">
        <Notice tone="refused">
          <p>{t('ended', { name })}</p>
        </Notice>
        <KeyDetails address={address} />
      </Page>
    );
  }
  const isAnothers = me !== null && address !== null && me.address.toLowerCase() !== address.toLowerCase();
  if (isAnothers) {
    return (
      <Page title={t('takenTitle')} width="text">
        <Notice tone="refused">
          <p>{t('taken')}</p>
          <div>
            <ButtonLink to={`/sign-in?next=/invitation/${invitation.id}`}>{t('haveOne')}</ButtonLink>
          </div>
        </Notice>
        <KeyDetails address={address} />
      </Page>
    );
  }
  if (state === 'ACCEPTED') {
    const isElder = invitation.role === null;
    return (
      <Page title={t(isElder ? 'waitingElderTitle' : 'waitingTitle')} width="text">
        <Notice tone="unknown" isLive>
          <p>{t(isElder ? 'waitingElder' : 'waiting', { name })}</p>
          {isElder && (
            <div>
              <ButtonLink to="/council">{t('toCouncil')}</ButtonLink>
            </div>
          )}
        </Notice>
        <KeyDetails address={address} />
      </Page>
    );
  }
  return (
    <Page title={t('doneTitle', { name })} width="text">
      <Notice tone="live" isLive>
        <p>{t('done', { name })}</p>
        <div>
          <ButtonLink to={deskOf(organization.kind)} kind="main">
            {t('toDesk')}
          </ButtonLink>
        </div>
      </Notice>
    </Page>
  );
}

function KeyDetails({ address }: { readonly address: string | null }) {
  const t = useText(invitationText);
  if (address === null) return null;
  return (
    <Details>
      <p>{t('address')}</p>
      <p>
        <code>{address}</code>
      </p>
    </Details>
  );
}

/** Who became a member has other desks in the header. */
function useRefreshedSession(state: Invitation['state']): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (state === 'DONE') void cache.invalidateQueries({ queryKey: ['me'] });
  }, [state, cache]);
}

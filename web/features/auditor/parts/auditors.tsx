import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { type Membership, useSession } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import { auditorText } from '../words/text.ts';

interface OfAuditorsProps {
  readonly children: (memberships: readonly Membership[]) => ReactNode;
}

/** The auditors that the signed-in key acts for; a stranger is asked to sign in. */
export function OfAuditors({ children }: OfAuditorsProps) {
  const t = useText(auditorText);
  const { me, isLoading } = useSession();
  const { pathname, search } = useLocation();
  if (me !== null)
    return children(me.memberships.filter(({ organization }) => organization.kind === 'AUDITOR'));
  return (
    <Page title={t('desk')} width="text">
      {isLoading ? (
        <Skeleton />
      ) : (
        <Empty title={t('signInTitle')}>
          <p>{t('signInWhy')}</p>
          <ButtonLink to={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`} kind="main">
            {t('signIn')}
          </ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

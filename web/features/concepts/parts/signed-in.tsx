import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { type Me, useSession } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import { proposalsText } from '../words/proposals-text.ts';

/** Proposals are shown to who made them, and to who decides about them. */
export function SignedIn({ children }: { children(me: Me): ReactNode }) {
  const t = useText(proposalsText);
  const { me, isLoading } = useSession();
  const { pathname } = useLocation();
  if (me !== null) return children(me);
  return (
    <Page title={t('title')} width="text">
      {isLoading ? (
        <Skeleton />
      ) : (
        <Empty title={t('signInFirst')}>
          <ButtonLink kind="main" to={`/sign-in?next=${pathname}`}>
            {t('signIn')}
          </ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

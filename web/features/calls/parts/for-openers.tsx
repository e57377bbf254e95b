import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { type Opener, useOpeners } from '../model/use-call.ts';
import { formText } from '../words/form-text.ts';

interface ForOpenersProps {
  readonly title: string;
  readonly children: (openers: readonly [Opener, ...Opener[]]) => ReactNode;
}

/** For those who open calls; others are told who they are. */
export function ForOpeners({ title, children }: ForOpenersProps) {
  const t = useText(formText);
  const { me, isLoading } = useSession();
  const { pathname, search } = useLocation();
  const { data, error, refetch } = useOpeners();
  const [first, ...others] = data ?? [];
  if (first !== undefined) return children([first, ...others]);
  const isStranger = me === null && !isLoading;
  return (
    <Page title={title} width="text">
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isStranger && data === undefined && error === null && <Skeleton lines={8} />}
      {isStranger && (
        <Empty title={t('signInTitle')}>
          <p>{t('signInWhy')}</p>
          <div>
            <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      )}
      {data !== undefined && (
        <Empty title={t('notYoursTitle')}>
          <p>{t('signInWhy')}</p>
          <div>
            <ButtonLink to="/calls">{t('toCalls')}</ButtonLink>
          </div>
        </Empty>
      )}
    </Page>
  );
}

import { useParams, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { errorCode } from '../../../lib/session/error-text.ts';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useList } from '../model/use-list.ts';
import { ShownList } from '../parts/shown-list.tsx';
import { listText } from '../words/list-text.ts';

/** One list: what it is for, and one table of verdicts. */
export function ListPage() {
  const t = useText(listText);
  const { listId = '' } = useParams();
  const [address] = useSearchParams();
  const { me } = useSession();
  const { data, error, refetch } = useList({ id: listId, key: address.get('key') });
  if (data != null) return <ShownList key={data.list.id} list={data.list} items={data.items} />;
  const isMissing = data === null || errorCode(error) === 'NOT_FOUND';
  const mustSignIn = me === null && (isMissing || errorCode(error) === 'SIGN_IN_REQUIRED');
  if (isMissing || mustSignIn)
    return (
      <Page title={t(mustSignIn ? 'signInTitle' : 'missingTitle')} width="text">
        <Empty title={t('missing')}>
          <div>
            {me === null ? (
              <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(`/lists/${listId}`)}`}>
                {t('signIn')}
              </ButtonLink>
            ) : (
              <ButtonLink to="/lists">{t('toLists')}</ButtonLink>
            )}
          </div>
        </Empty>
      </Page>
    );
  return (
    <Page title={t('list')} isPending={error === null}>
      {error === null ? <Skeleton lines={8} /> : <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

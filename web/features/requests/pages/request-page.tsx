import { useLocation, useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useCurrencies } from '../../../lib/pricing/currencies.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useRequest, useVoices } from '../model/use-request.ts';
import { ShownThread } from '../parts/shown-thread.tsx';
import { threadText } from '../words/thread-text.ts';

/** `/requests/:requestId`: the letter and the contract beside it. */
export function RequestPage() {
  const t = useText(threadText);
  const { requestId = '' } = useParams();
  const { pathname } = useLocation();
  const { me, isLoading } = useSession();
  const { data, error, refetch } = useRequest(requestId);
  const voices = useVoices(data);
  const currencies = useCurrencies();
  if (data !== undefined && voices !== null && currencies !== null)
    return <ShownThread key={data.id} request={data} voices={voices} />;
  if (me === null && !isLoading)
    return (
      <Page title={t('signInTitle')} width="text">
        <Empty title={t('missing')}>
          <div>
            <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(pathname)}`}>
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      </Page>
    );
  if (error !== null && errorCode(error) === 'NOT_FOUND')
    return (
      <Page title={t('missingTitle')} width="text">
        <Empty title={t('missing')}>
          <div>
            <ButtonLink to="/requests">{t('toRequests')}</ButtonLink>
          </div>
        </Empty>
      </Page>
    );
  return (
    <Page title={t('page')} isPending={error === null}>
      {error === null ? <Skeleton lines={8} /> : <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

import { useLocation, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CATALOG_PATH } from '../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { askAddress, ASKED_KINDS, MOST_ASKED } from '../../../lib/requests/ask-address.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useAnsweredCall, useAskedAssets, useAskers } from '../model/use-ask.ts';
import { AskForm } from '../parts/asking/ask-form.tsx';
import { askText } from '../words/ask-text.ts';

const ASSET_ID = /^0x[0-9a-f]{64}$/;
const CALL_ID = /^[0-9a-f]{32}$/;

/** `/requests/new?assets=…`: asks the holders and councils of assets for the use in the address. */
export function AskPage() {
  const t = useText(askText);
  const [address] = useSearchParams();
  const { pathname, search } = useLocation();
  const { me, isLoading } = useSession();
  const askers = useAskers();
  const named = (address.get('assets') ?? '').split(',').filter((id) => ASSET_ID.test(id));
  const ids = [...new Set(named)].slice(0, MOST_ASKED);
  const kind = ASKED_KINDS.find((known) => known === address.get('kind')) ?? 'USE';
  const call = address.get('call') ?? '';
  const callId = kind === 'USE' && CALL_ID.test(call) ? call : null;
  const answered = useAnsweredCall(callId);
  const { assets, isPending, error, retry, hiddenCount } = useAskedAssets(ids);
  const content = () => {
    if (isPending || isLoading || answered.isPending) return <Skeleton lines={8} />;
    if (error !== null) return <ErrorNotice error={error} onRetry={retry} />;
    if (answered.error !== null)
      return <ErrorNotice error={answered.error} onRetry={() => void answered.retry()} />;
    if (assets.length === 0)
      return (
        <Empty title={t('nothingTitle')}>
          <p>{t('nothing')}</p>
          <div>
            <ButtonLink to={CATALOG_PATH}>{t('toCatalog')}</ButtonLink>
          </div>
        </Empty>
      );
    if (me === null)
      return (
        <Empty title={t('signInTitle')}>
          <p>{t('signInWhy')}</p>
          <div>
            <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`}>
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      );
    if (kind === 'USE' && askers.length === 0)
      return (
        <Empty title={t('joinTitle')}>
          <p>{t('join')}</p>
          <div>
            <ButtonLink kind="main" to="/join">
              {t('askJoin')}
            </ButtonLink>{' '}
            <ButtonLink to={askAddress({ kind: 'QUESTION', assetIds: ids })}>{t('askQuestion')}</ButtonLink>
          </div>
        </Empty>
      );
    return (
      <AskForm
        // Another question is another form.
        key={`${kind} ${ids.join()} ${callId ?? ''}`}
        kind={kind}
        assets={assets}
        hiddenCount={hiddenCount}
        call={answered.call}
        isCallMissing={answered.isMissing}
        askers={
          kind === 'REVIEW'
            ? askers.filter(({ id }) => assets.every(({ holder }) => holder.id === id))
            : askers
        }
      />
    );
  };
  return (
    <Page title={t(`title.${kind}`)} lead={<p>{t(`lead.${kind}`)}</p>} width="text">
      {content()}
    </Page>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText, request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ASSET_TO_WITHDRAW, type AssetToWithdraw } from '../../editor/model/queries.ts';
import css from '../parts/withdraw.module.css';
import { withdrawText } from '../words/withdraw-text.ts';

/** Taking an asset from sale for good: what stops and what stays, before it is signed. */
export function WithdrawPage() {
  const { assetId = '' } = useParams();
  const t = useText(withdrawText);
  const { isLoading } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['publish', 'withdraw', assetId],
    queryFn: ({ signal }) => request(ASSET_TO_WITHDRAW, { id: assetId }, { signal }),
  });
  const isMissing = data?.asset === null || (error !== null && errorCode(error) === 'NOT_FOUND');
  // Before that, nobody is known to be its holder.
  if (data?.asset != null && !isLoading) return <Withdraw asset={data.asset} />;
  return (
    <Page title={isMissing ? t('missing') : t('title')} width="text">
      {isMissing && <Empty title={t('missingText')} />}
      {error !== null && !isMissing && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isMissing && error === null && <Skeleton lines={6} />}
    </Page>
  );
}

function Withdraw({ asset }: { readonly asset: AssetToWithdraw }) {
  const t = useText(withdrawText);
  const { language } = useLanguage();
  const { me } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const act = useAct<unknown>();
  const cache = useQueryClient();
  const title = pickText(asset.title, language);
  const holder = pickText(asset.holder.name, language)?.text ?? '';
  const assetPath = `/assets/${asset.id}`;
  const canWithdraw = (me?.memberships ?? []).some(
    ({ role, organization }) => role !== 'VIEWER' && organization.id === asset.holder.id,
  );
  const withdraw = async () => {
    const done = await act.run(async (platform) => {
      const [{ relay }, { withdrawAct }, { parseAssetId }] = await Promise.all([
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/sdk/custody/custody-acts'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      return relay(platform, withdrawAct(parseAssetId(asset.id)));
    });
    if (done === null) return;
    setIsOpen(false);
    await cache.invalidateQueries();
  };
  return (
    <Page
      title={t('title')}
      lead={<span lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>{title?.text}</span>}
      width="text"
    >
      {act.state.phase === 'done' && (
        <Notice tone="live" isLive title={t('done')}>
          <p>{t('doneText')}</p>
          <div>
            <ButtonLink kind="main" to={assetPath}>
              {t('see')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      {act.state.phase !== 'done' && asset.isWithdrawn && (
        <Notice title={t('already')}>
          <p>{t('alreadyText')}</p>
          <div>
            <ButtonLink to={assetPath}>{t('see')}</ButtonLink>
          </div>
        </Notice>
      )}
      {act.state.phase !== 'done' && !asset.isWithdrawn && (
        <>
          <p>{t('lead')}</p>
          <Consequences offers={asset.offers.length} />
          {canWithdraw ? (
            <div className={css['acts']}>
              <Button kind="act" onPress={() => setIsOpen(true)}>
                {t('begin')}
              </Button>
              <ButtonLink to={assetPath}>{t('back')}</ButtonLink>
            </div>
          ) : (
            <Notice tone="unknown" title={t('notYours')}>
              <p>{t('notYoursText', { holder })}</p>
            </Notice>
          )}
        </>
      )}
      {isOpen && (
        <BindingSheet
          title={t('sheetTitle')}
          verb={t('verb')}
          facts={[
            { name: t('asset'), value: title?.text ?? asset.id },
            { name: t('effect'), value: t('effectText') },
          ]}
          concerns={t('concerns', {
            holder,
            community:
              asset.community === null
                ? ''
                : t('concernsCommunity', { community: pickText(asset.community.name, language)?.text ?? '' }),
          })}
          undo={t('undo')}
          details={
            <p>
              {t('assetId')} <code>{asset.id}</code>
            </p>
          }
          act={act}
          onSign={() => void withdraw()}
          onClose={() => {
            setIsOpen(false);
            act.reset();
          }}
        />
      )}
    </Page>
  );
}

function Consequences({ offers }: { readonly offers: number }) {
  const t = useText(withdrawText);
  return (
    <div className={css['both']}>
      <section aria-labelledby="stops">
        <h2 id="stops">{t('stops')}</h2>
        <ul>
          <li>{t('stopsList.sales')}</li>
          <li>{t('stopsList.offers', { count: offers })}</li>
          <li>{t('stopsList.versions')}</li>
        </ul>
      </section>
      <section aria-labelledby="stays">
        <h2 id="stays">{t('stays')}</h2>
        <ul>
          <li>{t('staysList.licenses')}</li>
          <li>{t('staysList.record')}</li>
          <li>{t('staysList.page')}</li>
        </ul>
      </section>
    </div>
  );
}

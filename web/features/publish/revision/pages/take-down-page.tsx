import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { ASSET_TO_TAKE_DOWN, type AssetToTakeDown } from '../../../../lib/taking-down/documents.ts';
import { isErased } from '../../../../lib/taking-down/left.ts';
import { TakeDownForm } from '../../../../lib/taking-down/take-down-form.tsx';
import { takingDownText } from '../../../../lib/taking-down/text.ts';
import { useText } from '../../../../lib/language/text.ts';

/** The holder takes an asset or a part of it down, for good. */
export function TakeDownPage() {
  const { assetId = '' } = useParams();
  const t = useText(takingDownText);
  const { isLoading } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['take-down', assetId],
    queryFn: ({ signal }) => request(ASSET_TO_TAKE_DOWN, { id: assetId }, { signal }),
  });
  const isMissing = data?.asset === null || (error !== null && errorCode(error) === 'NOT_FOUND');
  // Before that, nobody is known to be its holder.
  if (data?.asset != null && !isLoading) return <TakeDown asset={data.asset} />;
  return (
    <Page title={isMissing ? t('missing') : t('title')} width="text">
      {isMissing && <Empty title={t('missingText')} />}
      {error !== null && !isMissing && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isMissing && error === null && <Skeleton lines={6} />}
    </Page>
  );
}

function TakeDown({ asset }: { readonly asset: AssetToTakeDown }) {
  const t = useText(takingDownText);
  const { language } = useLanguage();
  const { me } = useSession();
  const [isDone, setIsDone] = useState(false);
  const title = pickText(asset.title, language);
  const holder = pickText(asset.holder.name, language)?.text ?? '';
  const mayTakeDown = (me?.memberships ?? []).some(
    ({ role, organization }) => role !== 'VIEWER' && organization.id === asset.holder.id,
  );
  const isGone = isErased(asset);
  const toAsset = <ButtonLink to={`/assets/${asset.id}`}>{t('see')}</ButtonLink>;
  return (
    <Page
      title={t('title')}
      lead={<span lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>{title?.text}</span>}
      width="text"
    >
      {isDone && (
        <Notice tone="live" isLive title={t('done')}>
          <p>{t('doneText')}</p>
          <div>{toAsset}</div>
        </Notice>
      )}
      {!isDone && isGone && (
        <Notice title={t('already')}>
          <p>{t('alreadyText')}</p>
          <div>{toAsset}</div>
        </Notice>
      )}
      {!isDone && !isGone && !mayTakeDown && (
        <Notice tone="unknown" title={t('notYours')}>
          <p>{t('notYoursText', { holder })}</p>
        </Notice>
      )}
      {!isDone && !isGone && mayTakeDown && (
        <>
          <p>{t('lead')}</p>
          <TakeDownForm
            remover={{ organizationId: asset.holder.id, safe: null, needsOthers: false }}
            asset={asset}
            onDone={() => setIsDone(true)}
          />
        </>
      )}
    </Page>
  );
}

import { useState } from 'react';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { AcceptCustody } from '../parts/accept-custody.tsx';
import { type CustodyAsset, useCustody } from '../model/custody-query.ts';
import { custodyText } from '../words/custody-text.ts';
import { mayAct, membershipIn } from '../../desk/model/desk.ts';
import { deskText } from '../../desk/words/desk-text.ts';
import { HandOver } from '../parts/hand-over.tsx';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { SignInNotice } from '../../desk/parts/sign-in-notice.tsx';
import { WhatPasses } from '../parts/transfer-effects.tsx';

/** Hands an asset over, or takes it over. */
export function CustodyPage() {
  const t = useText(custodyText);
  const desk = useText(deskText);
  const { assetId = '' } = useParams();
  const { me, isLoading } = useSession();
  const { data: asset, error, isPending, refetch } = useCustody(assetId);
  if (asset != null && me !== null) return <Custody asset={asset} />;
  return (
    <Page title={t('title')} width="text">
      {(isPending || isLoading) && <Skeleton />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isLoading && me === null && <SignInNotice />}
      {asset === null && me !== null && (
        <Empty title={t('notYoursTitle')}>
          <p>{t('notYours')}</p>
          <ButtonLink to="/institution">{desk('title')}</ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

function Custody({ asset }: { readonly asset: CustodyAsset }) {
  const t = useText(custodyText);
  const { language } = useLanguage();
  const { me } = useSession();
  const [said, setSaid] = useState<string | null>(null);
  const holder = membershipIn(me, asset.holder.id);
  const taker = membershipIn(me, asset.custodyOffer?.id);
  const mine = holder ?? taker;
  const title = pickText(asset.title, language)?.text ?? '';
  // Taken over a moment ago: nobody wants to hand it on at once.
  const isTaken = said === t('accepted');
  return (
    <Page
      title={
        isTaken || (holder === null && taker !== null)
          ? t('acceptTitle', { title })
          : t('pageTitle', { title })
      }
      width="text"
      actions={
        mine === null ? undefined : (
          <ButtonLink to={`/institution/${mine.organization.id}/custody`}>{t('desk')}</ButtonLink>
        )
      }
    >
      <ObjectCell asset={asset}>{asset.identifier}</ObjectCell>
      {said !== null && (
        <Notice tone="live" isLive>
          <p>{said}</p>
        </Notice>
      )}
      {mine === null && said === null && (
        <Empty title={t('notYoursTitle')}>
          <p>{t('notYours')}</p>
          <ButtonLink to={`/assets/${asset.id}`}>{t('toAsset')}</ButtonLink>
        </Empty>
      )}
      {mine !== null && !mayAct(mine) && <Notice>{t('viewer')}</Notice>}
      {mine !== null && !isTaken && <WhatPasses asset={asset} />}
      {holder !== null && mayAct(holder) && !isTaken && <HandOver asset={asset} onDone={setSaid} />}
      {taker !== null && mayAct(taker) && <AcceptCustody asset={asset} taker={taker} onDone={setSaid} />}
    </Page>
  );
}

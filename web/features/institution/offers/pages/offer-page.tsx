import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { isInForce, SuspensionNotice } from '../../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mayAct, membershipIn } from '../../desk/model/desk.ts';
import css from '../parts/offer-form.module.css';
import { OfferForm } from '../parts/offer-form.tsx';
import { generalPermission, openUseConsents } from '../model/offer-permission.ts';
import { type OfferableAsset, useOfferable } from '../model/offer-query.ts';
import { offerText } from '../words/offer-text.ts';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { Refusal } from '../../assets/parts/refusal.tsx';
import { SignInNotice } from '../../desk/parts/sign-in-notice.tsx';

/** Offers licenses of an asset. */
export function OfferPage() {
  const t = useText(offerText);
  const { language } = useLanguage();
  const { assetId = '' } = useParams();
  const { me, isLoading } = useSession();
  const { data, error, isPending, refetch } = useOfferable(assetId);
  const asset = data?.asset ?? null;
  const isKnown = !isPending && !isLoading;
  const title = pickText(asset?.title, language)?.text;
  return (
    <Page title={title === undefined ? t('plainTitle') : t('title', { title })} lead={<p>{t('lead')}</p>}>
      {!isKnown && <Skeleton lines={6} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isKnown && me === null && <SignInNotice />}
      {isKnown && me !== null && error === null && (
        <Offering asset={asset} isPaused={data.deployment.isPaused} />
      )}
    </Page>
  );
}

interface OfferingProps {
  readonly asset: OfferableAsset | null;
  readonly isPaused: boolean;
}

function Offering({ asset, isPaused }: OfferingProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const { me } = useSession();
  const formats = useFormats();
  const [said, setSaid] = useState<string | null>(null);
  const desk = membershipIn(me, asset?.holder.id);
  if (asset === null || desk === null || !mayAct(desk)) {
    return (
      <Empty title={t('notYoursTitle')}>
        <p>{t('notYours')}</p>
        {asset !== null && <ButtonLink to={`/assets/${asset.id}`}>{t('toAsset')}</ButtonLink>}
      </Empty>
    );
  }
  const { suspension } = asset.holder;
  const isSuspended = suspension !== null && isInForce(suspension);
  const community = pickText(asset.community?.name, language)?.text ?? '';
  const general = generalPermission(asset);
  const permitted = openUseConsents(asset);
  return (
    <>
      <ObjectCell asset={asset}>{asset.identifier}</ObjectCell>
      {said !== null && (
        <Notice tone="live" isLive>
          <p>{said}</p>
          <p>
            <Link to={`/institution/${asset.holder.id}/offers`}>{t('toOffers')}</Link> ·{' '}
            <Link to={`/assets/${asset.id}`}>{t('toAsset')}</Link>
          </p>
        </Notice>
      )}
      {asset.disputes.length > 0 && <Notice tone="unknown">{t('disputed')}</Notice>}
      {suspension !== null && <SuspensionNotice suspension={suspension} isOwn />}
      {isPaused && <Notice tone="unknown">{t('salesPaused')}</Notice>}
      {asset.isWithdrawn ? (
        <Empty title={t('withdrawnTitle')}>
          <p>{t('withdrawn')}</p>
        </Empty>
      ) : asset.access === 'RESTRICTED' ? (
        <Empty title={t('restrictedTitle')}>
          <p>{t('restricted')}</p>
        </Empty>
      ) : general === null && permitted.length === 0 ? (
        <Empty title={t('noConsentTitle')}>
          {asset.consentRefusal !== null && <Refusal refusal={asset.consentRefusal} />}
          <p>{t('noConsent', { community })}</p>
          <ButtonLink to={`/organizations/${asset.community?.slug ?? ''}`}>
            {t('toCommunity', { community })}
          </ButtonLink>
        </Empty>
      ) : (
        said === null && (
          <div inert={isSuspended} className={isSuspended ? css['inert'] : css['stack']}>
            {permitted.length > 0 && (
              <Notice title={t('permittedTitle')}>
                <p>
                  {t(general === null ? 'permittedAlone' : 'permitted', {
                    community,
                    names: formats.list(
                      permitted.map(({ licensee }) => pickText(licensee?.name, language)?.text ?? ''),
                    ),
                  })}
                </p>
              </Notice>
            )}
            <OfferForm asset={asset} general={general} onDone={setSaid} />
          </div>
        )
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Picture } from '../../../../components/facts/picture.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { AgreementSection } from '../../../../lib/agreements/agreement-section.tsx';
import { CallsOfAsset } from '../../../../lib/calls/calls-of-asset.tsx';
import { BeforeYouAsk } from '../../../../lib/profiles/before-you-ask.tsx';
import { LabelsAndCredit } from '../../../../lib/labels/labels-and-credit.tsx';
import { isInForce } from '../../../../lib/suspension/suspension-notice.tsx';
import { suspensionText } from '../../../../lib/suspension/text.ts';
import { isAllGone } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import { AnswerPanel } from '../parts/answer-panel.tsx';
import { findOfferedAsset, type OfferedAsset } from '../model/asset-offers.ts';
import { usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import { useLicensees } from '../../../../lib/session/licensees.ts';
import { useNames } from '../model/names.ts';
import { heldIn } from '../model/studio-quote.ts';
import { TakenSection } from '../parts/taken-section.tsx';
import { useAnswer } from '../model/use-answer.ts';
import { agreementOf, creditLineOf, useVersion } from '../../license/model/use-version.ts';
import { useOffer } from '../model/use-offer.ts';
import { useWish } from '../model/use-wish.ts';
import { VersionField } from '../../license/parts/version-field.tsx';
import { wishOf } from '../../../../lib/territories/wish.ts';
import { WishForm } from '../parts/wish-form.tsx';
import css from '../parts/license-wish-page.module.css';
import { wishText } from '../words/wish-text.ts';

/** `/assets/:assetId/license`: the use in the address, its price or what stands against it beside it. */
export function LicenseWishPage() {
  const { assetId = '' } = useParams();
  const t = useText(wishText);
  const suspended = useText(suspensionText);
  const names = useNames();
  // Where a purchase leads is there before it is made.
  useEffect(() => void import('../../license/pages/license-page.tsx'), []);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'asset', assetId],
    queryFn: ({ signal }) => findOfferedAsset(assetId, signal),
  });
  if (isPending)
    return (
      <Page title={t('answerTitle')}>
        <Skeleton lines={6} />
      </Page>
    );
  if (data == null)
    return (
      <Page title={t('notFoundTitle')} width="text">
        <p>{t('notFoundLead')}</p>
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  const isGone = isAllGone(data);
  return (
    <Page
      title={t('title', { title: names.of(data.title) })}
      lead={<p>{t('lead')}</p>}
      actions={<CopyAddress />}
    >
      <p>
        <Link to={`/assets/${assetId}`}>{t('toAsset')}</Link>
      </p>
      {data.isWithdrawn && (
        <Notice tone="refused">
          <p>{t('withdrawn')}</p>
        </Notice>
      )}
      {isGone && !data.isWithdrawn && (
        <Notice tone="refused">
          <p>{t('allGone')}</p>
        </Notice>
      )}
      {data.holder.suspension !== null && isInForce(data.holder.suspension) && (
        <Notice tone="refused">
          <p>{suspended('noSales')}</p>
        </Notice>
      )}
      {!data.isWithdrawn && !isGone && data.offers.length === 0 && (
        <Notice tone="unknown">
          <p>{t('noneOnOffer')}</p>
        </Notice>
      )}
      <Wishing asset={data} />
    </Page>
  );
}

function Wishing({ asset }: { readonly asset: OfferedAsset }) {
  const licensees = useLicensees();
  const [wish, change] = useWish();
  const [version, chooseVersion] = useVersion(asset);
  const licensee = licensees.chosen?.id ?? null;
  const [offerId, chooseOffer] = useOffer({ asset, licensee, wish: wishOf(wish) });
  const question = { asset, licensee, wish, version, offerId };
  const answer = useAnswer(question);
  return (
    <div className={css['columns']}>
      <div className={css['question']}>
        <CallsOfAsset assetId={asset.id} />
        <BeforeYouAsk of={[asset.community, asset.holder]} />
        <WishForm value={wish} licensees={licensees} onChange={change} />
        <VersionField asset={asset} value={version} onChange={chooseVersion} />
        <LabelsAndCredit asset={{ ...asset, creditLine: creditLineOf(asset, version) }} />
        <AgreementSection agreement={agreementOf(asset, version)} />
        <TakenSection assetId={asset.id} />
      </div>
      <div className={css['answer']}>
        <Picture file={asset.cover} alt="" sizes="26rem" fallback={null} />
        <AnswerPanel
          {...question}
          answer={answer}
          licensees={licensees}
          loadLicensePage={loadLicensePage}
          onTake={change}
          onChooseOffer={chooseOffer}
        />
      </div>
      <a className={css['jump']} href="#answer">
        <ShortAnswer answer={answer} />
      </a>
    </div>
  );
}

/** On a phone, in reach of the thumb while the wish is described. */
function ShortAnswer({ answer: { quote, isStale } }: { readonly answer: ReturnType<typeof useAnswer> }) {
  const t = useText(wishText);
  const priceLine = usePriceLine();
  if (quote === null) return t('answerTitle');
  if (isStale) return t('asking');
  if (!quote.isAllowed) return heldIn(quote) === null ? t('refused') : t('heldTitle');
  return t('allowedFor', { price: priceLine(quote.price) });
}

/** The address holds the wish. */
function CopyAddress() {
  const t = useText(wishText);
  const { pathname, search } = useLocation();
  return (
    <div className={css['share']}>
      <p>{t('shareLink')}</p>
      <CopyButton text={`${window.location.origin}${pathname}${search}`} label={t('address')} />
    </div>
  );
}

const loadLicensePage = () => import('../../license/pages/license-page.tsx');

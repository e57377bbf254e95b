import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useIsIdle } from '../../../../components/page/use-is-idle.ts';
import { pickText, request } from '../../../../lib/session/api.ts';
import { takeFirstAnswer } from '../../../../lib/session/first-answer.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { AddToList } from '../../../../lib/lists/add-to-list.tsx';
import { useCouncilSeats } from '../../../../lib/council/council-seats.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { AssetActs } from '../parts/asset-acts.tsx';
import { AssetFacts } from '../parts/asset-facts.tsx';
import { AssetNotices } from '../parts/asset-notices.tsx';
import { AssetFilms } from '../../files/parts/asset-films.tsx';
import css from '../parts/asset-page.module.css';
import { AssetPictures } from '../../files/parts/asset-pictures.tsx';
import { UndoneJobs } from '../../files/parts/undone-jobs.tsx';
import { assetRights } from '../model/asset-rights.ts';
import { AssetSkeleton } from '../parts/asset-skeleton.tsx';
import { Citation } from '../parts/citation.tsx';
import { CommunityLabels } from '../parts/community-labels.tsx';
import { ASSET_PAGE, type AssetOnPage } from '../model/documents.ts';
import { FileTable } from '../../files/parts/file-table.tsx';
import { Fixity } from '../../fixity/parts/fixity.tsx';
import { FixityAlarm } from '../../fixity/parts/fixity-alarm.tsx';
import { mayBeLicensed } from '../model/for-sale.ts';
import { Licensing } from '../parts/licensing.tsx';
import { MissingAsset } from '../parts/missing-asset.tsx';
import { assetText } from '../words/text.ts';

/** Below what is seen first, and with an answer of its own to wait for. */
const AssetThread = lazy(async () => ({
  default: (await import('../parts/asset-timeline.tsx')).AssetThread,
}));

/** Until there is a picture, or a reason why there is none. */
const REFRESH_MS = 5_000;
const ASSET_ID = /^0x[0-9a-f]{64}$/i;

/** One asset: its picture, what it is, what may be done with it, and everything that was ever stated about it. */
export function AssetPage() {
  const t = useText(assetText);
  const { assetId = '' } = useParams();
  const isAssetId = ASSET_ID.test(assetId);
  const { data, error, isPending, refetch } = useQuery({
    enabled: isAssetId,
    queryKey: ['asset', assetId],
    queryFn: async ({ signal }) => (await request(ASSET_PAGE, { id: assetId }, { signal })).asset,
    initialData: () => (isAssetId ? takeFirstAnswer(ASSET_PAGE, { id: assetId })?.asset : undefined),
    refetchInterval: ({ state }) => (state.data?.missingPicture?.why === 'NOT_YET' ? REFRESH_MS : false),
  });
  if (!isAssetId) return <MissingAsset />;
  if (isPending) return <AssetSkeleton />;
  if (errorCode(error) === 'NOT_FOUND') return <MissingAsset />;
  if (data === undefined) {
    return (
      <Page title={t('asset')}>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return data === null ? <MissingAsset /> : <ShownAsset key={data.id} asset={data} />;
}

function ShownAsset({ asset }: { readonly asset: AssetOnPage }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { day } = useFormats();
  const { me } = useSession();
  const title = pickText(asset.title, language) ?? { text: t('untitled'), language };
  const description = pickText(asset.description, language);
  const seated = (useCouncilSeats() ?? []).filter(({ isNamed }) => !isNamed);
  const rights = assetRights(
    me,
    asset,
    seated.map(({ communityId }) => communityId),
  );
  const isForSale = mayBeLicensed(asset);
  const isIdle = useIsIdle();
  const version = String(asset.version);
  return (
    <Page
      title={title.text}
      titleLang={LANGUAGE_TAGS[title.language]}
      lead={
        <>
          <p>
            {t('lead', { kind: t(`kinds.${asset.kind}`), version, day: day(asset.publishedAt.slice(0, 10)) })}{' '}
            <span className={css['beside']}>
              <Link to={`/assets/${asset.id}/versions`}>
                {asset.version > 1 ? t('compare') : t('versions')}
              </Link>
            </span>
          </p>
          <AddToList assetId={asset.id} title={title.text} />
          {asset.synthetic && <StateMark tone="plain">{t('synthetic')}</StateMark>}
        </>
      }
    >
      <AssetNotices asset={asset} />
      <FixityAlarm assetId={asset.id} />
      <div className={css['asset']}>
        <div className={css['pictures']}>
          <AssetPictures asset={asset} title={title.text} />
          <AssetFilms asset={asset} canDownload={rights.canDownload} />
          <UndoneJobs asset={asset} canRetry={rights.canRevise} />
        </div>
        <div className={css['facts']}>
          {description !== null && (
            <section
              aria-label={t('description')}
              lang={LANGUAGE_TAGS[description.language]}
              className={css['words']}
            >
              {description.text.split(/\n+/).map((paragraph, at) => (
                <p key={at}>{paragraph}</p>
              ))}
            </section>
          )}
          <Licensing asset={asset} isHolder={rights.canOffer} />
          <AssetActs assetId={asset.id} rights={rights} />
          {asset.community !== null && <CommunityLabels labels={asset.community.labels} />}
          <AssetFacts asset={asset} />
        </div>
        <section aria-labelledby="asset-provenance" className={css['thread']}>
          <h2 id="asset-provenance">{t('provenance')}</h2>
          <p>{t('provenanceLead')}</p>
          <Suspense fallback={<Skeleton lines={5} />}>
            {isIdle ? <AssetThread assetId={asset.id} /> : <Skeleton lines={5} />}
          </Suspense>
        </section>
        <div className={css['aside']}>
          {isIdle && (
            <>
              <FileTable asset={asset} canDownload={rights.canDownload} />
              <Fixity assetId={asset.id} />
              <Citation asset={asset} title={title.text} />
            </>
          )}
        </div>
      </div>
      {isForSale && (
        <div className={css['reach']}>
          <ButtonLink kind="main" to={`/assets/${asset.id}/license`}>
            {t('describeUse')}
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}

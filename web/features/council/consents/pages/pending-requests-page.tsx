import { Link, Navigate, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { MoreButton } from '../../../../components/facts/more-button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type AnsweredAssets, useAnsweredAssets } from '../model/answered-assets.ts';
import { byHolder, type HolderAsks, type Standing, standingOf } from '../model/asks.ts';
import { asksText } from '../words/asks-text.ts';
import { useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetCard } from '../parts/asset-card.tsx';
import { type CouncilAsset, useCouncilAssets } from '../model/assets.ts';
import type { Council } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { PENDING_CALLS, pendingIn, standingOfPending } from '../../signatures/model/pending.ts';
import { pendingText } from '../../signatures/words/pending-text.ts';
import { SignaturesLink } from '../../signatures/parts/signatures-link.tsx';
import { usePending } from '../../signatures/model/use-pending.ts';

export function PendingRequestsPage() {
  const t = useText(asksText);
  const [search] = useSearchParams();
  const asset = search.get('asset');
  // An asset's own page leads here with what is to be decided.
  if (asset !== null) return <Navigate replace to={encodeURIComponent(asset)} relative="path" />;
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Asks council={council} />}
    </CouncilFrame>
  );
}

function Asks({ council }: { readonly council: Council }) {
  const t = useText(asksText);
  const pending = usePending(council);
  const list = useCouncilAssets(council, { hasConsent: false });
  const threads = useAnsweredAssets(council);
  const { rows: assets, hasNextPage } = list;
  const error = list.error ?? threads.error;
  if (error !== null) {
    const retry = () => void Promise.all([list.refetch(), threads.refetch()]);
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  const { data: requests } = threads;
  if (!list.isKnown || requests === undefined) return <Skeleton lines={6} />;
  const inStanding = (standing: Standing) =>
    assets.filter((asset) => standingOf(asset, requests) === standing);
  const asking = inStanding('asks');
  const answered = inStanding('answered');
  const refused = inStanding('refused');
  const covered = inStanding('covered');
  return (
    <>
      {asking.length === 0 && !hasNextPage && (
        <Empty title={t('nothing')}>
          <p>{t('nothingWhy')}</p>
          <p>{t('nothingNext')}</p>
        </Empty>
      )}
      <PendingNotice council={council} pending={pending} words="collection" />
      {byHolder(asking).map((group) => (
        <HolderGroup key={group.holder.id} council={council} group={group} isWhole={!hasNextPage} />
      ))}
      {answered.length > 0 && <Answered council={council} assets={answered} requests={requests} />}
      {refused.length > 0 && <Refused council={council} assets={refused} />}
      {covered.length > 0 && (
        <section className={css['section']}>
          <h2>{t('coveredTitle')}</h2>
          <p>{t('covered', { count: covered.length })}</p>
          <Details summary={t('coveredShow')}>
            <ul role="list" className={css['grid']}>
              {covered.map((asset) => (
                <AssetCard
                  key={asset.id}
                  asset={asset}
                  to={`/council/${council.community.id}/asks/${asset.id}`}
                />
              ))}
            </ul>
          </Details>
        </section>
      )}
      <MoreButton list={list} />
    </>
  );
}

interface HolderGroupProps {
  readonly council: Council;
  readonly group: HolderAsks<CouncilAsset>;
  /** Nothing more of anybody's is to come. */
  readonly isWhole: boolean;
}

function HolderGroup({ council, group, isWhole }: HolderGroupProps) {
  const t = useText(asksText);
  const { holder, assets } = group;
  const name = useHolderName(holder);
  const p = useText(pendingText);
  const pending = usePending(council);
  const base = `/council/${council.community.id}/asks`;
  return (
    <section className={css['section']} aria-label={name}>
      <div className={css['sectionHead']}>
        <div>
          <h2>{name}</h2>
          <p className={css['soft']}>{t(isWhole ? 'asksFor' : 'asksForSome', { count: assets.length })}</p>
        </div>
        {assets.length > 1 && (
          <ButtonLink to={`${base}/collection/${holder.id}`}>{t('decideAll', { holder: name })}</ButtonLink>
        )}
      </div>
      <ul role="list" className={css['grid']}>
        {assets.map((asset) => {
          const waiting = pendingIn(pending, { calls: PENDING_CALLS.yes, assetId: asset.id });
          const [first] = waiting;
          return (
            <AssetCard key={asset.id} asset={asset} to={`${base}/${asset.id}`}>
              {asset.disputes.length > 0 && <StateMark tone="refused">{t('disputed')}</StateMark>}
              {first !== undefined && (
                <StateMark tone="unknown">
                  {p('mark', { count: standingOfPending(first, council.address).missing })}
                </StateMark>
              )}
              <div className={css['buttons']}>
                {first === undefined ? (
                  <ButtonLink to={`${base}/${asset.id}`} kind="main">
                    {t('decide')}
                  </ButtonLink>
                ) : (
                  <SignaturesLink council={council} waiting={waiting} />
                )}
              </div>
            </AssetCard>
          );
        })}
      </ul>
    </section>
  );
}

interface AnsweredProps {
  readonly council: Council;
  readonly assets: readonly CouncilAsset[];
  readonly requests: AnsweredAssets;
}

function Answered({ council, assets, requests }: AnsweredProps) {
  const t = useText(asksText);
  return (
    <section className={css['section']}>
      <h2>{t('answeredTitle')}</h2>
      <p>{t('answeredLead')}</p>
      <ul role="list" className={css['grid']}>
        {assets.map((asset) => (
          <AssetCard key={asset.id} asset={asset} to={`/council/${council.community.id}/asks/${asset.id}`}>
            <Link to={`/requests/${requests.get(asset.id) ?? ''}`}>{t('toRequest')}</Link>
          </AssetCard>
        ))}
      </ul>
    </section>
  );
}

function Refused({
  council,
  assets,
}: {
  readonly council: Council;
  readonly assets: readonly CouncilAsset[];
}) {
  const t = useText(asksText);
  const formats = useFormats();
  return (
    <section className={css['section']}>
      <h2>{t('refusedTitle')}</h2>
      <p>{t('refusedLead')}</p>
      <ul role="list" className={css['grid']}>
        {assets.map((asset) => (
          <AssetCard key={asset.id} asset={asset} to={`/council/${council.community.id}/asks/${asset.id}`}>
            {asset.consentRefusal !== null && (
              <>
                <StateMark tone="refused">
                  {t('refusedOn', { day: formats.moment(asset.consentRefusal.refusedAt) })}
                </StateMark>
                <blockquote className={css['reason']}>{asset.consentRefusal.reason}</blockquote>
              </>
            )}
          </AssetCard>
        ))}
      </ul>
    </section>
  );
}

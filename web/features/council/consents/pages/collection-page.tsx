import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { asksText } from '../words/asks-text.ts';
import { useAnsweredAssets } from '../model/answered-assets.ts';
import { standingOf } from '../model/asks.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetCard } from '../parts/asset-card.tsx';
import { type CouncilAsset, useCouncilAssets } from '../model/assets.ts';
import { Consequences } from '../../signatures/parts/consequences.tsx';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { Problems } from './decision-page.tsx';
import { termsOf } from '../model/grant.ts';
import { GrantForm } from '../parts/grant-form.tsx';
import { GrantSheet } from '../parts/grant-sheet.tsx';
import { grantText } from '../words/grant-text.ts';
import { isReviewed } from '../model/reviewed.ts';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { useGrant } from '../../one-use/model/use-grant.ts';

/** What fits into one answer (mutation proposeCollection). */
const MOST = 1_000;
const A_PAGE = 40;

/** One answer to everything of a holder's that asks. */
export function CollectionPage() {
  const t = useText(asksText);
  return <CouncilFrame title={t('decide')}>{(council) => <OfHolder council={council} />}</CouncilFrame>;
}

function OfHolder({ council }: { readonly council: Council }) {
  const { holderId = '' } = useParams();
  // Another holder is another form.
  return <Collection key={holderId} council={council} holderId={holderId} />;
}

interface CollectionProps {
  readonly council: Council;
  readonly holderId: string;
}

function Collection({ council, holderId }: CollectionProps) {
  const t = useText(grantText);
  const asks = useText(asksText);
  const [outcome, setOutcome] = useState<{ readonly value: ActOutcome } | null>(null);
  const {
    rows: found,
    totalCount,
    isKnown,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useCouncilAssets(council, { hasConsent: false, holder: holderId, first: A_PAGE });
  const answered = useAnsweredAssets(council);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  // Asking again, and more that was published meanwhile, takes nobody's form away.
  const [isWhole, setIsWhole] = useState(false);
  if (!isWhole && isKnown && !hasNextPage) setIsWhole(true);
  if (!isWhole && error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (answered.data === undefined && answered.error !== null)
    return <ErrorNotice error={answered.error} onRetry={() => void answered.refetch()} />;
  if (!isKnown || answered.data === undefined) return <Skeleton lines={6} />;
  if (!isWhole && hasNextPage) {
    return <Progress label={t('loadingAll')} value={totalCount === 0 ? null : found.length / totalCount} />;
  }
  const requests = answered.data;
  const assets = found.filter((asset) => standingOf(asset, requests) === 'asks');
  const [first] = assets;
  const back = <ButtonLink to={`/council/${council.community.id}/asks`}>{asks('backToAsks')}</ButtonLink>;
  return (
    <>
      {outcome !== null && <OutcomeNotice outcome={outcome.value} done={t('doneMany')} council={council} />}
      {first === undefined ? (
        <Empty title={t('manyNone')}>
          <p>{t('manyNoneWhy')}</p>
          {back}
        </Empty>
      ) : (
        <DecisionOnAll
          council={council}
          holder={first.holder}
          assets={assets}
          onDone={(value) => setOutcome({ value })}
        />
      )}
    </>
  );
}

interface DecisionOnAllProps {
  readonly council: Council;
  readonly holder: CouncilAsset['holder'];
  readonly assets: readonly CouncilAsset[];
  onDone(outcome: ActOutcome): void;
}

function DecisionOnAll({ council, holder, assets, onDone }: DecisionOnAllProps) {
  const t = useText(grantText);
  const name = useHolderName(holder);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [looked, setLooked] = useState<readonly string[] | null>(null);
  const [isTold, setIsTold] = useState(false);
  // What the sheet shows is what is signed, whatever the list becomes meanwhile.
  const [onSheet, setOnSheet] = useState<readonly CouncilAsset[] | null>(null);
  const editing = useGrant({ name: `all.${holder.id}`, present: null, leastShareBps: 0 });
  const { act, run } = useCouncilAct(council);
  const chosen = assets.filter(({ id }) => !left.has(id));
  const isTooMany = chosen.length > MOST;
  const hasLooked = isReviewed(
    looked,
    chosen.map(({ id }) => id),
  );
  const isReady = hasLooked && chosen.length > 0 && !isTooMany;
  const sign = async (signed: readonly CouncilAsset[]) => {
    const done = await run(async (platform) => {
      const { consentToCollection, proposeCollection } = await import('@lanran/sdk/consent/collections');
      const collection = await proposeCollection(platform.api, {
        communityId: parseOrganizationId(council.community.id),
        holder: parseOrganizationId(holder.id),
        assetIds: signed.map(({ id }) => parseAssetId(id)),
      });
      return consentToCollection(platform, collection, termsOf(editing.draft, holder.id));
    });
    if (done === null) return;
    editing.forget();
    setOnSheet(null);
    onDone(done.outcome);
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <section className={css['section']}>
        <h2>{t('manyTitle', { holder: name })}</h2>
        <p>{t('manyLead')}</p>
        <p>{t('newNotIn')}</p>
        <div className={css['buttons']}>
          <strong aria-live="polite">{t('takenIn', { chosen: chosen.length, all: assets.length })}</strong>
          <Button kind="quiet" onPress={() => setLeft(new Set())}>
            {t('takeAll')}
          </Button>
          <Button kind="quiet" onPress={() => setLeft(new Set(assets.map(({ id }) => id)))}>
            {t('takeNone')}
          </Button>
        </div>
        <ul role="list" className={css['grid']}>
          {assets.map((asset) => (
            <AssetCard key={asset.id} asset={asset} to={`/council/${council.community.id}/asks/${asset.id}`}>
              <TakeIn
                asset={asset}
                isTaken={!left.has(asset.id)}
                onChange={(isTaken) => {
                  const rest = new Set(left);
                  if (isTaken) rest.delete(asset.id);
                  else rest.add(asset.id);
                  setLeft(rest);
                }}
              />
            </AssetCard>
          ))}
        </ul>
        <Checkbox
          isSelected={hasLooked}
          onChange={(isSelected) => setLooked(isSelected ? assets.map(({ id }) => id) : null)}
        >
          {t('looked')}
        </Checkbox>
      </section>
      <Consequences holder={holder} />
      <section className={css['section']} aria-labelledby="grant">
        <h2 id="grant">{t('title')}</h2>
        <p>{t('lead')}</p>
        <GrantForm
          draft={editing.draft}
          onChange={editing.change}
          problems={editing.problems}
          currency={council.currencies[0] ?? null}
          holder={name}
        />
        <div>
          <Button
            kind="main"
            onPress={() => {
              setIsTold(true);
              if (editing.check() && isReady) setOnSheet(chosen);
            }}
          >
            {t('look')}
          </Button>
        </div>
        {isTold && !isReady && (
          <Notice tone="refused" isLive>
            <p>{t(isTooMany ? 'overMany' : 'lookedFirst')}</p>
          </Notice>
        )}
        {editing.problems.length > 0 && <Problems problems={editing.problems} />}
      </section>
      {onSheet !== null && (
        <GrantSheet
          title={t('sheetTitleMany', { count: onSheet.length, holder: name })}
          object={<Chosen assets={onSheet} />}
          council={council}
          holder={name}
          draft={editing.draft}
          actName="grantCollection"
          act={act}
          onSign={() => void sign(onSheet)}
          onClose={() => {
            act.reset();
            setOnSheet(null);
          }}
        />
      )}
    </>
  );
}

interface TakeInProps {
  readonly asset: CouncilAsset;
  readonly isTaken: boolean;
  onChange(isTaken: boolean): void;
}

function TakeIn({ asset, isTaken, onChange }: TakeInProps) {
  const t = useText(grantText);
  const title = useAssetTitle(asset.title);
  return (
    <Checkbox isSelected={isTaken} onChange={onChange}>
      {t('leaveOut', { title: title.text })}
    </Checkbox>
  );
}

function Chosen({ assets }: { readonly assets: readonly CouncilAsset[] }) {
  return (
    <ul>
      {assets.map((asset) => (
        <ChosenTitle key={asset.id} asset={asset} />
      ))}
    </ul>
  );
}

function ChosenTitle({ asset }: { readonly asset: CouncilAsset }) {
  const title = useAssetTitle(asset.title);
  return <li lang={title.lang}>{title.text}</li>;
}

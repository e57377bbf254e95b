import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { AnotherYes } from '../../one-use/parts/another-yes.tsx';
import { asksText } from '../words/asks-text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import { AssetPicture } from '../../../../lib/assets/asset-picture.tsx';
import { useCouncilAsset, type WholeAsset } from '../model/assets.ts';
import { Consequences } from '../../signatures/parts/consequences.tsx';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { grantOf, termsOf } from '../model/grant.ts';
import { GrantForm } from '../parts/grant-form.tsx';
import { GrantSheet } from '../parts/grant-sheet.tsx';
import { grantText } from '../words/grant-text.ts';
import { type LastShare, useLastShare } from '../model/last-share.ts';
import { OneUseSection } from '../../one-use/parts/one-use-section.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { PENDING_CALLS, pendingIn } from '../../signatures/model/pending.ts';
import { RefusalSection } from '../parts/refusal-section.tsx';
import { councilText } from '../../desk/words/text.ts';
import { useGrant } from '../../one-use/model/use-grant.ts';
import { usePending } from '../../signatures/model/use-pending.ts';

export function DecisionPage() {
  const t = useText(asksText);
  return <CouncilFrame title={t('decide')}>{(council) => <Decision council={council} />}</CouncilFrame>;
}

function Decision({ council }: { readonly council: Council }) {
  const t = useText(asksText);
  const { assetId } = useParams();
  const { data: asset, error, refetch } = useCouncilAsset(council, assetId);
  // What is being signed is not taken away because it could not be asked for again.
  if (asset === undefined) {
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  const isOwn = asset?.community?.id === council.community.id;
  if (asset === null || !isOwn) {
    return (
      <Empty title={t(asset === null ? 'goneTitle' : 'elsewhere')}>
        <p>{t(asset === null ? 'gone' : 'elsewhereWhy')}</p>
        <ButtonLink to={`/council/${council.community.id}/asks`}>{t('backToAsks')}</ButtonLink>
      </Empty>
    );
  }
  // Another asset is another form.
  return <DecisionOn key={asset.id} council={council} asset={asset} />;
}

interface DecisionOnProps {
  readonly council: Council;
  readonly asset: WholeAsset;
}

function DecisionOn({ council, asset }: DecisionOnProps) {
  const t = useText(asksText);
  const shared = useText(councilText);
  const grant = useText(grantText);
  const { day } = useFormats();
  const last = useLastShare(council, asset.id);
  const [outcome, setOutcome] = useState<{ readonly value: ActOutcome } | null>(null);
  const pending = usePending(council);
  const isProposed = pendingIn(pending, { calls: PENDING_CALLS.yes, assetId: asset.id }).length > 0;
  const base = `/council/${council.community.id}`;
  const isNever = asset.isWithdrawn || asset.access === 'RESTRICTED';
  return (
    <>
      <div className={css['twoSides']}>
        <div className={`${css['side'] ?? ''} ${css['stays'] ?? ''}`}>
          <AssetPicture asset={asset} sizes="(width < 64rem) 92vw, 40vw" />
        </div>
        <div className={css['side']}>
          <AboutAsset asset={asset} />
          <div className={css['buttons']}>
            <Link to={`/assets/${asset.id}`}>{shared('openAsset')}</Link>
            <Link to={`${base}/disputes?asset=${asset.id}`}>{t('object')}</Link>
          </div>
          {outcome !== null && (
            <OutcomeNotice outcome={outcome.value} done={grant('done')} council={council} />
          )}
          {outcome === null && asset.consent !== null && (
            <Notice tone="live" title={t('hasConsent')}>
              <p>{t('hasConsentWhy')}</p>
              <div>
                <ButtonLink to={`${base}/consents/${asset.id}`}>{t('toConsent')}</ButtonLink>
              </div>
            </Notice>
          )}
          {asset.consent === null && asset.consentToJoin !== null && (
            <Notice tone="live" title={t('coveredOne', { day: day(asset.consentToJoin.lastDay) })}>
              <p>{t('changeCovered')}</p>
            </Notice>
          )}
          {asset.isWithdrawn && (
            <Notice title={t('withdrawnTitle')}>
              <p>{t('withdrawn')}</p>
            </Notice>
          )}
          {!asset.isWithdrawn && isNever && (
            <Notice title={t('neverTitle')}>
              <p>{t('never')}</p>
            </Notice>
          )}
          {!isNever && outcome === null && (
            <PendingNotice council={council} pending={pending} words="yes" assetId={asset.id} />
          )}
          {!isNever && <Consequences holder={asset.holder} />}
          {!isNever && <RefusalSection council={council} asset={asset} />}
          {!isNever && <OneUseSection council={council} asset={asset} />}
        </div>
      </div>
      {!isNever && last.isPending && <Skeleton lines={6} />}
      {!isNever && !last.isPending && (
        <AnotherYes isProposed={isProposed}>
          <GrantSection
            council={council}
            asset={asset}
            last={last.data ?? null}
            onDone={(value) => setOutcome({ value })}
          />
        </AnotherYes>
      )}
    </>
  );
}

function AboutAsset({ asset }: { readonly asset: WholeAsset }) {
  const shared = useText(councilText);
  const { language } = useLanguage();
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const description = pickText(asset.description, language);
  return (
    <div className={css['rowBody']}>
      <h2 lang={title.lang}>{title.text}</h2>
      <p className={css['soft']}>
        {shared(`kind.${asset.kind}`)} · {shared('of', { holder })}
        {asset.identifier !== null && ` · ${asset.identifier}`}
        {asset.synthetic && ` · ${shared('synthetic')}`}
      </p>
      {description !== null && <p lang={LANGUAGE_TAGS[description.language]}>{description.text}</p>}
    </div>
  );
}

interface GrantSectionProps extends DecisionOnProps {
  readonly last: LastShare | null;
  onDone(outcome: ActOutcome): void;
}

function GrantSection({ council, asset, last, onDone }: GrantSectionProps) {
  const t = useText(grantText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const own = asset.consent?.collection === null ? asset.consent : null;
  const present = asset.consent ?? asset.consentToJoin;
  const [openedAt] = useState(() => Date.now());
  const floor = last !== null && own === null && Date.parse(last.until) > openedAt ? last : null;
  const editing = useGrant({
    name: asset.id,
    present: present === null ? null : grantOf(present),
    leastShareBps: own?.shareBps ?? floor?.shareBps ?? 0,
    lastShareBps: last?.shareBps,
  });
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const { draft } = editing;
  const sign = async () => {
    const done = await run(async (platform) => {
      const { consentToAsset } = await import('@lanran/sdk/consent/consent');
      const { getAsset } = await import('@lanran/sdk/assets/assets');
      // The id comes from the platform's own answer.
      const known = await getAsset(platform.api, asset.id as AssetId);
      return consentToAsset(platform, known, termsOf(draft, asset.holder.id));
    });
    if (done === null) return;
    editing.forget();
    setIsLooking(false);
    onDone(done.outcome);
    window.scrollTo({ top: 0 });
  };
  return (
    <section className={css['section']} aria-labelledby="grant">
      <h2 id="grant">{t('title')}</h2>
      <p>{present === null ? t('lead') : t('again')}</p>
      <GrantForm
        draft={draft}
        onChange={editing.change}
        problems={editing.problems}
        currency={council.currencies[0] ?? null}
        holder={holder}
        floor={floor}
      />
      <div>
        <Button
          kind="main"
          onPress={() => {
            if (editing.check()) setIsLooking(true);
          }}
        >
          {t('look')}
        </Button>
      </div>
      {editing.problems.length > 0 && <Problems problems={editing.problems} />}
      {isLooking && (
        <GrantSheet
          title={t('sheetTitle', { title: title.text })}
          object={<span lang={title.lang}>{title.text}</span>}
          council={council}
          holder={holder}
          draft={draft}
          actName="grant"
          act={act}
          onSign={() => void sign()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </section>
  );
}

/** Said again beside the button, where somebody who pressed it looks. */
export function Problems({ problems }: { readonly problems: ReturnType<typeof useGrant>['problems'] }) {
  const t = useText(grantText);
  return (
    <Notice tone="refused" isLive>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{t(`problems.${problem}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { usualCurrency } from '../../../../lib/pricing/usual-currency.ts';
import { organizationNameOf } from '../../../../lib/organizations/organization-name.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { asksText } from '../../consents/words/asks-text.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import { AssetPicture } from '../../../../lib/assets/asset-picture.tsx';
import { useCouncilAsset, type WholeAsset } from '../../consents/model/assets.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { todayNow } from '../../consents/model/grant.ts';
import { type LastShare, useLastShare } from '../../consents/model/last-share.ts';
import {
  emptyOneUse,
  type OneUseDraft,
  oneUseOf,
  oneUseProblemsOf,
  oneUseTermsOf,
  readOneUse,
} from '../model/one-use.ts';
import { OneUseForm } from '../parts/one-use-form.tsx';
import { OneUseSheet } from '../parts/one-use-sheet.tsx';
import { oneUseText } from '../words/one-use-text.ts';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { useOneUseProblem } from '../model/use-one-use-problem.ts';
import { usePending } from '../../signatures/model/use-pending.ts';
import { useSignedForm } from '../../signatures/model/use-signed-form.ts';

/** A council permits one organization one use of an asset. */
export function OneUsePage() {
  const t = useText(oneUseText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <OneUse council={council} />}
    </CouncilFrame>
  );
}

function OneUse({ council }: { readonly council: Council }) {
  const asks = useText(asksText);
  const { assetId } = useParams();
  const { data: asset, error, refetch } = useCouncilAsset(council, assetId);
  const last = useLastShare(council, assetId ?? '');
  const [search] = useSearchParams();
  // What is being signed is not taken away because it could not be asked for again.
  if (asset === undefined || last.isPending)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  const isOwn = asset?.community?.id === council.community.id;
  if (asset === null || !isOwn || asset.isWithdrawn || asset.access === 'RESTRICTED')
    return (
      <Empty title={asks(isOwn ? 'neverTitle' : asset === null ? 'goneTitle' : 'elsewhere')}>
        <p>{asks(isOwn ? 'never' : asset === null ? 'gone' : 'elsewhereWhy')}</p>
        <ButtonLink to={`/council/${council.community.id}/asks`}>{asks('backToAsks')}</ButtonLink>
      </Empty>
    );
  const licensee = search.get('licensee');
  return (
    // Another asset or licensee is another form.
    <OneUseOn
      key={`${asset.id} ${licensee}`}
      council={council}
      asset={asset}
      last={last.data ?? null}
      licensee={licensee}
    />
  );
}

interface OneUseOnProps {
  readonly council: Council;
  readonly asset: WholeAsset;
  readonly last: LastShare | null;
  /** Whose permission is changed; null: somebody's is written anew. */
  readonly licensee: string | null;
}

function OneUseOn({ council, asset, last, licensee }: OneUseOnProps) {
  const t = useText(oneUseText);
  const title = useAssetTitle(asset.title);
  const pending = usePending(council);
  const [done, setDone] = useState<{ readonly outcome: ActOutcome; readonly licensee: string } | null>(null);
  const base = `/council/${council.community.id}`;
  return (
    <>
      <div className={css['row']}>
        <AssetPicture asset={asset} sizes="9rem" />
        <div className={css['rowBody']}>
          <h2 lang={title.lang}>{title.text}</h2>
          {asset.consent !== null && <p>{t('general')}</p>}
          <div className={css['buttons']}>
            <ButtonLink to={`${base}/asks/${asset.id}`}>{t('back')}</ButtonLink>
            {asset.useConsents.length > 0 && (
              <ButtonLink to={`${base}/consents/${asset.id}`}>{t('toStanding')}</ButtonLink>
            )}
          </div>
        </div>
      </div>
      {done === null ? (
        <>
          <PendingNotice council={council} pending={pending} words="use" assetId={asset.id} />
          <OneUseWritten
            council={council}
            asset={asset}
            last={last}
            licensee={licensee}
            onDone={(outcome, name) => {
              setDone({ outcome, licensee: name });
              window.scrollTo({ top: 0 });
            }}
          />
        </>
      ) : (
        <OutcomeNotice
          outcome={done.outcome}
          done={t('done', { licensee: done.licensee })}
          council={council}
        />
      )}
    </>
  );
}

interface OneUseWrittenProps extends OneUseOnProps {
  onDone(outcome: ActOutcome, licensee: string): void;
}

function OneUseWritten({ council, asset, last, licensee, onDone }: OneUseWrittenProps) {
  const t = useText(oneUseText);
  const wordOf = useOneUseProblem();
  const { currencies } = council;
  const [usual] = useState(() => usualCurrency(currencies));
  const [openedAt] = useState(() => Date.now());
  const floor = last !== null && asset.consent === null && Date.parse(last.until) > openedAt ? last : null;
  const generalShareBps = asset.consent?.shareBps ?? 0;
  const limits = { today: todayNow(), leastShareBps: asset.consent?.shareBps ?? floor?.shareBps ?? 0 };
  const present = asset.useConsents.find((use) => use.licensee?.id === licensee);
  const currencyIn = ({ token }: OneUseDraft) => currencyAt(currencies, token) ?? usual;
  const form = useSignedForm({
    name: `council.use.${asset.id}.${licensee ?? ''}`,
    begin: () => (present === undefined ? emptyOneUse(limits) : oneUseOf(present, currencies)),
    read: readOneUse,
    problemsOf: (written) => oneUseProblemsOf(written, { ...limits, currency: currencyIn(written) }),
  });
  const { draft } = form;
  const currency = currencyIn(draft);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const name = useNameOf(draft.licensee);
  const replaced =
    asset.useConsents.find((use) => use.state === 'GRANTED' && use.licensee?.id === draft.licensee) ?? null;
  const sign = async () => {
    const signed = await run(async (platform) => {
      const { consentToUse } = await import('@lanran/sdk/consent/consent');
      const { getAsset } = await import('@lanran/sdk/assets/assets');
      // The id comes from the platform's own answer.
      const known = await getAsset(platform.api, asset.id as AssetId);
      const terms = oneUseTermsOf(draft, { holder: asset.holder.id, currency });
      return consentToUse(platform, known, terms, { mayReplace: replaced !== null });
    });
    if (signed === null) return;
    form.forget();
    setIsLooking(false);
    onDone(signed.outcome, name);
  };
  return (
    <section className={css['section']}>
      <OneUseForm
        draft={draft}
        onChange={form.change}
        problems={form.problems}
        currency={currency}
        currencies={currencies}
        holderId={asset.holder.id}
        generalShareBps={generalShareBps}
        floor={floor}
      />
      {replaced !== null && <Notice tone="unknown">{t('replaces', { licensee: name })}</Notice>}
      <div>
        <Button
          kind="main"
          onPress={() => {
            if (form.check()) setIsLooking(true);
          }}
        >
          {t('look')}
        </Button>
      </div>
      {form.problems.length > 0 && (
        <Notice tone="refused" isLive>
          <ul>
            {form.problems.map((problem) => (
              <li key={problem}>{wordOf(problem)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {isLooking && (
        <OneUseSheet
          council={council}
          asset={asset}
          draft={draft}
          currency={currency}
          licensee={name}
          replaced={replaced}
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

/** Of an organization, by its id; not asked for while there is none. */
function useNameOf(id: string): string {
  const t = useText(oneUseText);
  const { language } = useLanguage();
  const { data } = useQuery({ ...organizationNameOf(id), enabled: id !== '' });
  return pickText(data?.name, language)?.text ?? data?.slug ?? t('unknownParty');
}

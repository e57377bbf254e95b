import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useDecidingWords } from '../../../../lib/council/deciding.ts';
import { useDisputes } from '../../../../lib/disputes/disputant.ts';
import { WaitingLine } from '../../../../lib/inbox/waiting.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { PayoutWarning } from '../../../../lib/payout/payout-warning.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useAnsweredAssets } from '../../consents/model/answered-assets.ts';
import { standingOf } from '../../consents/model/asks.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import { AssetPicture } from '../../../../lib/assets/asset-picture.tsx';
import { type CouncilAsset, useCouncilAssets } from '../../consents/model/assets.ts';
import { type Council, disputantOf } from '../model/council.ts';
import { CouncilFrame } from '../parts/council-frame.tsx';
import css from '../parts/council.module.css';
import { useCouncilOrders } from '../model/desk-queries.ts';
import { overviewText } from '../words/overview-text.ts';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { PENDING_CALLS, pendingIn } from '../../signatures/model/pending.ts';
import { pendingText } from '../../signatures/words/pending-text.ts';
import { useProposals, waitingOf } from '../../signatures/model/proposals.ts';
import { SignaturesLink } from '../../signatures/parts/signatures-link.tsx';
import { useUnaskedAssets } from '../../consents/model/unasked-assets.ts';
import { unaskedText } from '../../consents/words/unasked-text.ts';
import { usePending } from '../../signatures/model/use-pending.ts';

const MOST_PICTURES = 12;

export function OverviewPage() {
  const t = useText(overviewText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Overview council={council} />}
    </CouncilFrame>
  );
}

function Overview({ council }: { readonly council: Council }) {
  return (
    <>
      <WaitingLine />
      <SuccessionNotice council={council} />
      <PayoutNotice council={council} />
      <Asking council={council} />
      <Ledger council={council} />
    </>
  );
}

function SuccessionNotice({ council }: { readonly council: Council }) {
  const t = useText(overviewText);
  const { succession } = council.community;
  if (succession === null) return null;
  return (
    <Notice tone={succession.byCouncil ? 'plain' : 'refused'} title={t('successionTitle')}>
      <p>{t(succession.byCouncil ? 'successionByYou' : 'successionByOther')}</p>
      <div>
        <ButtonLink to={`/council/${council.community.id}/succession`}>{t('toSuccession')}</ButtonLink>
      </div>
    </Notice>
  );
}

function PayoutNotice({ council }: { readonly council: Council }) {
  const t = useText(payoutText);
  const { id } = council.community;
  return (
    <PayoutWarning organizationId={id}>
      <div>
        <ButtonLink to={`/council/${id}/earnings`}>{t('change')}</ButtonLink>
      </div>
    </PayoutWarning>
  );
}

function Asking({ council }: { readonly council: Council }) {
  const t = useText(overviewText);
  const p = useText(pendingText);
  const pending = usePending(council);
  const { rows, isKnown, hasNextPage, error, refetch } = useCouncilAssets(council, { hasConsent: false });
  const answered = useAnsweredAssets(council);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (answered.data === undefined && answered.error !== null)
    return <ErrorNotice error={answered.error} onRetry={() => void answered.refetch()} />;
  if (!isKnown || answered.data === undefined) return <Skeleton lines={4} />;
  const requests = answered.data;
  const asking = rows.filter((asset) => standingOf(asset, requests) === 'asks');
  const proposed = asking.flatMap(({ id }) =>
    pendingIn(pending, { calls: PENDING_CALLS.yes, assetId: id }).slice(0, 1),
  );
  const to = `/council/${council.community.id}/asks`;
  return (
    <section className={css['section']}>
      <div className={css['sectionHead']}>
        <h2>
          {hasNextPage ? t('askingMore', { count: asking.length }) : t('asking', { count: asking.length })}
        </h2>
        {asking.length > 0 && (
          <ButtonLink to={to} kind="main">
            {t('toAsks')}
          </ButtonLink>
        )}
      </div>
      {proposed.length > 0 && (
        <div className={css['buttons']}>
          <StateMark tone="unknown">{p('ofThese', { count: proposed.length })}</StateMark>
          <SignaturesLink council={council} waiting={proposed} />
        </div>
      )}
      <PendingNotice council={council} pending={pending} words="collection" />
      {asking.length === 0 ? (
        <p>{t('nothingAsks')}</p>
      ) : (
        <ul role="list" className={css['strip']}>
          {asking.slice(0, MOST_PICTURES).map((asset) => (
            <AskingPicture key={asset.id} asset={asset} to={`${to}/${asset.id}`} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AskingPicture({ asset, to }: { readonly asset: CouncilAsset; readonly to: string }) {
  const title = useAssetTitle(asset.title);
  return (
    <li>
      <Link to={to} aria-label={title.text} lang={title.lang}>
        <AssetPicture asset={asset} sizes="10rem" isAlone />
      </Link>
    </li>
  );
}

/** The other matters, each with its state and where it is dealt with. */
function Ledger({ council }: { readonly council: Council }) {
  const t = useText(overviewText);
  const told = useText(unaskedText);
  const deciding = useDecidingWords();
  const { money } = useFormats();
  const consented = useCouncilAssets(council, { hasConsent: true });
  const disputes = useDisputes(disputantOf(council), { isAsked: !council.isNamed });
  const orders = useCouncilOrders(council);
  const proposals = useProposals(council);
  const unasked = useUnaskedAssets(council).totalCount;
  const base = `/council/${council.community.id}`;
  const open = disputes.data?.filter(({ isOpen }) => isOpen).length;
  const unconfirmed = orders.data?.filter(({ state, isShared }) => state === 'ORDERED' && !isShared).length;
  const waiting = proposals.data === undefined ? undefined : waitingOf(proposals.data);
  const unsigned = waiting?.filter(({ proposal }) => !proposal.signers.includes(council.address)).length;
  const credits = council.community.credits
    .filter(({ amount }) => amount !== '0')
    .map(({ amount, token }) => money(amount, currencyOrUnits(council.currencies, token)));
  return (
    <div className={css['ledger']}>
      {council.safe !== null && (
        <Entry
          figure={unsigned}
          title={t('unsigned', { count: unsigned ?? 0 })}
          to={`${base}/signatures`}
          verb={t('toSignatures')}
        >
          {deciding('you', council.safe)}
        </Entry>
      )}
      {unasked > 0 && (
        <Entry
          figure={unasked}
          title={told('count', { count: unasked })}
          to={`${base}/unasked`}
          verb={told('toList')}
        >
          {told('why', { count: unasked })}
        </Entry>
      )}
      <Entry
        figure={consented.isKnown ? consented.totalCount : undefined}
        title={t('consented', { count: consented.totalCount })}
        to={`${base}/consents`}
        verb={t('toConsents')}
      >
        {t('consentedWhy')}
      </Entry>
      <Entry
        figure={credits.length === 0 ? 0 : credits.join(' · ')}
        title={t('credit')}
        to={`${base}/earnings`}
        verb={t('toEarnings')}
      >
        {unconfirmed === undefined || unconfirmed === 0
          ? t('creditWhy')
          : t('unconfirmed', { count: unconfirmed })}
      </Entry>
      <Entry
        figure={open}
        title={t('disputes', { count: open ?? 0 })}
        to={`${base}/disputes`}
        verb={t('toDisputes')}
      >
        {t('disputesWhy')}
      </Entry>
    </div>
  );
}

interface EntryProps {
  readonly figure: string | number | undefined;
  readonly title: string;
  readonly to: string;
  readonly verb: string;
  readonly children: ReactNode;
}

function Entry({ figure, title, to, verb, children }: EntryProps) {
  return (
    <section className={css['entry']}>
      <h2 className={css['title']}>
        <span className={css['figure']}>{figure ?? '–'}</span> {title}
      </h2>
      <p>{children}</p>
      <div>
        <ButtonLink to={to}>{verb}</ButtonLink>
      </div>
    </section>
  );
}

import { useState } from 'react';
import { Link } from 'react-router';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { StatementOfAccountForm } from '../../../../lib/accounts/statement-of-account-form.tsx';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { PayoutWarning } from '../../../../lib/payout/payout-warning.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import {
  type ActOutcome,
  asCouncil,
  type Council,
  type Currency,
  useCouncilAct,
} from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { currencyOf } from '../model/currency.ts';
import { earningsText } from '../words/earnings-text.ts';
import { ConfirmShares } from '../../signatures/parts/confirm-shares.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { PENDING_CALLS, pendingIn } from '../../signatures/model/pending.ts';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { PayoutChange } from '../parts/payout-change.tsx';
import { usePending } from '../../signatures/model/use-pending.ts';

const EARNINGS = graphql(`
  query CouncilEarnings($organizationId: ID!, $first: Int!, $after: String) {
    earnings(organizationId: $organizationId, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          kind
          at
          amount {
            amount
            token
          }
          asset {
            id
            title {
              en
              zh
            }
          }
        }
      }
    }
  }
`);

const A_PAGE = 20;

interface Said {
  readonly outcome: ActOutcome;
  readonly words: 'claimed' | 'payoutChanged' | 'confirmed';
}

export function EarningsPage() {
  const t = useText(earningsText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Earnings council={council} />}
    </CouncilFrame>
  );
}

function Earnings({ council }: { readonly council: Council }) {
  const t = useText(earningsText);
  const [said, setSaid] = useState<Said | null>(null);
  return (
    <>
      {said !== null && <OutcomeNotice outcome={said.outcome} done={t(said.words)} council={council} />}
      <Claimable council={council} onDone={(outcome) => setSaid({ outcome, words: 'claimed' })} />
      <Payout council={council} onDone={(outcome) => setSaid({ outcome, words: 'payoutChanged' })} />
      <ConfirmShares council={council} onDone={(outcome) => setSaid({ outcome, words: 'confirmed' })} />
      <History council={council} />
      <StatementOfAccountForm organization={council.community} />
    </>
  );
}

interface PartProps {
  readonly council: Council;
  onDone(outcome: ActOutcome): void;
}

function Claimable({ council, onDone }: PartProps) {
  const t = useText(earningsText);
  const { money } = useFormats();
  const { credits, payout, id } = council.community;
  const [isClaiming, setIsClaiming] = useState(false);
  const pending = usePending(council);
  const isProposed = pendingIn(pending, { calls: PENDING_CALLS.claim }).length > 0;
  const { act, run } = useCouncilAct(council);
  const amounts = credits
    .filter(({ amount }) => amount !== '0')
    .map(({ amount, token }) => money(amount, currencyOf(council.currency, token)));
  const claim = async () => {
    const done = await run(async (platform) => {
      const { claimCredits } = await import('@lanran/sdk/licensing/claims');
      const claimed = await claimCredits(platform, parseOrganizationId(id));
      return claimed.at(-1)?.outcome ?? null;
    });
    if (done === null) return;
    setIsClaiming(false);
    onDone(done.outcome);
  };
  return (
    <section className={css['section']}>
      <h2>{t('claimable')}</h2>
      <p className={css['figure']}>
        {amounts.length === 0 ? money('0', council.currency) : amounts.join(' · ')}
      </p>
      <p>{t(amounts.length === 0 ? 'claimableNone' : 'claimableWhy')}</p>
      <PendingNotice council={council} pending={pending} words="claim" />
      {amounts.length > 0 && !isProposed && (
        <div>
          <Button kind="act" onPress={() => setIsClaiming(true)}>
            {t('claim')}
          </Button>
        </div>
      )}
      {isClaiming && (
        <BindingSheet
          title={t('claimTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t('claim')}
          facts={[
            { name: t('facts.amount'), value: amounts.join(' · ') },
            { name: t('facts.to'), value: <HeldAddress organizationId={id} address={payout} /> },
          ]}
          concerns={t('concerns')}
          undo={t('claimUndo')}
          details={<p className={css['key']}>{payout}</p>}
          act={act}
          onSign={() => void claim()}
          onClose={() => {
            act.reset();
            setIsClaiming(false);
          }}
        >
          <PayoutWarning organizationId={id} />
        </BindingSheet>
      )}
    </section>
  );
}

function Payout({ council, onDone }: PartProps) {
  const t = useText(earningsText);
  const { id, payout } = council.community;
  return (
    <section className={css['section']}>
      <h2>{t('payout')}</h2>
      <p>
        <HeldAddress organizationId={id} address={payout} />
      </p>
      <PayoutWarning organizationId={id} />
      <PendingNotice council={council} pending={usePending(council)} words="payout" />
      <p className={css['soft']}>{t('payoutWhy')}</p>
      <PayoutChange council={council} onDone={onDone} />
    </section>
  );
}

function History({ council }: { readonly council: Council }) {
  const t = useText(earningsText);
  const organizationId = council.community.id;
  const earnings = usePages({
    queryKey: ['council-earnings', organizationId],
    readPage: async (after, signal) => {
      const variables = { organizationId, first: A_PAGE, after };
      return (await request(EARNINGS, variables, { signal, ...asCouncil(council) })).earnings;
    },
  });
  return (
    <section className={css['section']}>
      <h2>{t('history')}</h2>
      <PagedList list={earnings} empty={<p>{t('historyNone')}</p>}>
        {/* Narrow screens scroll it; a keyboard does so too. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={css['tableWrap']} role="region" aria-label={t('history')} tabIndex={0}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('columns.when')}</th>
                <th scope="col">{t('columns.what')}</th>
                <th scope="col" className={css['number']}>
                  {t('columns.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {earnings.edges.map(({ node, cursor }) => (
                <EarningRow key={cursor} earning={node} currency={council.currency} />
              ))}
            </tbody>
          </table>
        </div>
      </PagedList>
    </section>
  );
}

interface EarningRowProps {
  readonly earning: {
    readonly kind: 'SHARE' | 'CLAIM';
    readonly at: string;
    readonly amount: { readonly amount: string; readonly token: string };
    readonly asset: {
      readonly id: string;
      readonly title: { readonly en: string | null; readonly zh: string | null };
    } | null;
  };
  readonly currency: Currency;
}

function EarningRow({ earning, currency }: EarningRowProps) {
  const t = useText(earningsText);
  const { moment, money } = useFormats();
  const title = useAssetTitle(earning.asset?.title);
  const { kind, at, amount, asset } = earning;
  return (
    <tr>
      <td>{moment(at)}</td>
      <td>
        {t(`kinds.${kind}`)}
        {asset !== null && (
          <>
            {' '}
            <Link to={`/assets/${asset.id}`} lang={title.lang}>
              {title.text}
            </Link>
          </>
        )}
      </td>
      <td className={css['number']}>{money(amount.amount, currencyOf(currency, amount.token))}</td>
    </tr>
  );
}

import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { StatementOfAccountForm } from '../../../../lib/accounts/statement-of-account-form.tsx';
import { PayoutWarning } from '../../../../lib/payout/payout-warning.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ClaimSheet } from '../parts/claim-sheet.tsx';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { isOwner, mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { EarningsList } from '../parts/earnings-list.tsx';
import { useCredits } from '../model/earnings-query.ts';
import { earningsText } from '../words/earnings-text.ts';
import { InvoiceList } from '../parts/invoice-list.tsx';
import { PayoutSheet } from '../../members/parts/payout-sheet.tsx';

/** What can be claimed, where it is paid, and what came before. */
export function EarningsTab() {
  const t = useText(earningsText);
  const money = useMoney();
  const desk = useDesk();
  const { data, error, isPending, refetch } = useCredits(desk.organization.id);
  const [open, setOpen] = useState<'claim' | 'payout' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const credits = (data?.credits ?? []).filter(({ amount }) => amount !== '0');
  const show = (sheet: 'claim' | 'payout') => {
    setSaid(null);
    setOpen(sheet);
  };
  return (
    <section className={css['part']} aria-labelledby="earnings">
      <h2 id="earnings">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      {said !== null && (
        <Notice tone="live" isLive>
          <p>{said}</p>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && (
        <div className={css['columns']}>
          <div className={css['stack']}>
            <h3>{t('claimable')}</h3>
            {credits.length === 0 && <p>{t('nothing')}</p>}
            {credits.map((credit) => (
              <p key={credit.token} className={css['total']}>
                {money(credit)}
              </p>
            ))}
            {credits.length > 0 && mayAct(desk) && (
              <div>
                <Button kind="main" onPress={() => show('claim')}>
                  {t('claim')}
                </Button>
              </div>
            )}
          </div>
          <div className={css['stack']}>
            <h3>{t('payoutTitle')}</h3>
            <p className={css['soft']}>{t('payoutLead')}</p>
            <p>
              {data?.payout == null ? (
                t('payoutNone')
              ) : (
                <HeldAddress organizationId={desk.organization.id} address={data.payout} />
              )}
            </p>
            <PayoutWarning organizationId={desk.organization.id} />
            {isOwner(desk) && (
              <div>
                <Button onPress={() => show('payout')}>{t('payoutChange')}</Button>
              </div>
            )}
          </div>
        </div>
      )}
      <EarningsList organizationId={desk.organization.id} />
      <InvoiceList organizationId={desk.organization.id} />
      <StatementOfAccountForm organization={desk.organization} />
      {open === 'claim' && (
        <ClaimSheet
          organizationId={desk.organization.id}
          credits={credits}
          payout={data?.payout ?? null}
          onDone={setSaid}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'payout' && (
        <PayoutSheet
          organizationId={desk.organization.id}
          payout={data?.payout ?? null}
          onDone={() => setSaid(t('payoutDone'))}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

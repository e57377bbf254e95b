import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { useInvoicedOnly } from '../../../lib/pricing/use-price-line.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import type { Terms } from '../model/documents.ts';
import { threadText } from '../words/thread-text.ts';
import css from './requests.module.css';

interface EarningsProps {
  readonly terms: Terms;
  /** Assets on these terms. */
  readonly count: number;
}

/** What a council sees first: what its community would earn, and what it could never take back. */
export function Earnings({ terms, count }: EarningsProps) {
  const t = useText(threadText);
  const money = useMoney();
  const invoicedOnly = useInvoicedOnly();
  const { day, share: percent } = useFormats();
  const { share, price, communityShareBps, lastDay } = terms;
  return (
    <div className={css['earnings']}>
      {share === null || price === null || communityShareBps === null ? (
        <p>{t('earnOpen')}</p>
      ) : (
        <p>
          <strong className={css['amount']}>{t('earn', { amount: money(share) })}</strong>
          <span className={css['soft']}>
            {t(invoicedOnly(price.token) ? 'earnInvoiced' : 'earnShare', {
              share: percent(communityShareBps),
              price: money(price),
            })}
            {count > 1 && (
              <>
                {' · '}
                {t('earnEach', {
                  count,
                  all: money({ ...share, amount: (BigInt(share.amount) * BigInt(count)).toString() }),
                })}
              </>
            )}
          </span>
        </p>
      )}
      <p>{t('never', { day: day(lastDay) })}</p>
    </div>
  );
}

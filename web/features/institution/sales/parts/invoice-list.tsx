import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { readOrderTerms } from '../../../../lib/territories/order-terms.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import css from '../../desk/parts/desk.module.css';
import { earningsText } from '../words/earnings-text.ts';
import { type DeskOrder, useInvoiced } from '../model/orders-query.ts';

/** What studios paid by invoice: it went to the institution's own account, so nothing of it is claimed here. */
export function InvoiceList({ organizationId }: { readonly organizationId: string }) {
  const t = useText(earningsText);
  const { data, error, isPending, refetch } = useInvoiced(organizationId);
  const columns = useColumns();
  return (
    <section className={css['section']} aria-labelledby="invoiced">
      <h2 id="invoiced">{t('invoicedTitle')}</h2>
      <p className={css['soft']}>{t('invoicedLead')}</p>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={2} />}
      {data?.length === 0 && <p>{t('invoicedNone')}</p>}
      {data !== undefined && data.length > 0 && (
        <>
          <InvoicedSum orders={data} />
          <DataTable
            caption={t('invoicedCaption', { count: data.length })}
            columns={columns}
            rows={data}
            rowKey={({ id }) => id}
          />
        </>
      )}
    </section>
  );
}

/** One line for each currency. */
function InvoicedSum({ orders }: { readonly orders: readonly DeskOrder[] }) {
  const t = useText(earningsText);
  const money = useMoney();
  const sums = new Map<string, bigint>();
  for (const order of orders) {
    const { price, share } = readOrderTerms(order);
    sums.set(price.token, (sums.get(price.token) ?? 0n) + BigInt(price.amount) - share);
  }
  return [...sums].map(([token, amount]) => (
    <p key={token}>{t('invoicedSum', { amount: money({ amount: amount.toString(), token }) })}</p>
  ));
}

function useColumns(): readonly Column<DeskOrder>[] {
  const t = useText(earningsText);
  const formats = useFormats();
  const money = useMoney();
  const shareOf = (order: DeskOrder) => {
    const { price, share } = readOrderTerms(order);
    return money({ amount: share.toString(), token: price.token });
  };
  return [
    {
      title: t('what'),
      isHeading: true,
      cell: ({ id, asset, licensee }) => (
        <span className={css['stack']}>
          <Link to={`/orders/${id}`}>
            {asset === null ? t('invoicedGone') : <Localized text={asset.title} />}
          </Link>
          <span className={css['soft']}>
            <Localized text={licensee.name} />
          </span>
        </span>
      ),
    },
    {
      title: t('orderedAt'),
      cell: ({ orderedAt }) => <time dateTime={orderedAt}>{formats.moment(orderedAt)}</time>,
    },
    { title: t('amount'), isNumber: true, cell: (order) => money(readOrderTerms(order).price) },
    { title: t('toCommunity'), isNumber: true, cell: shareOf },
  ];
}

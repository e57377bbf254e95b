import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { OrderStateMark } from './order-state-mark.tsx';
import { listOrders, type ListedOrder } from '../../desk/model/studio-lists.ts';
import css from '../../desk/parts/studio.module.css';
import { studioText } from '../../desk/words/studio-text.ts';

/** What an organization ordered by invoice, newest first. */
export function OrderTable({ organizationId }: { readonly organizationId: string }) {
  const t = useText(studioText);
  const formats = useFormats();
  const money = useMoney();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'orders', organizationId],
    queryFn: ({ signal }) => listOrders(organizationId, signal),
  });
  if (isPending) return <Skeleton lines={2} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <p className={css['soft']}>{t('noOrders')}</p>;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t('columns.asset')}</th>
          <th scope="col">{t('columns.state')}</th>
          <th scope="col">{t('columns.payment')}</th>
          <th scope="col">{t('columns.holder')}</th>
          <th scope="col">{t('columns.ordered')}</th>
          <th scope="col">{t('columns.price')}</th>
        </tr>
      </thead>
      <tbody>
        {data.map((order) => (
          <tr key={order.id}>
            <th scope="row">
              <Link to={`/orders/${order.id}`}>
                <Localized text={order.asset?.title} />
              </Link>
            </th>
            <td>
              <OrderStateMark state={order.state} />
            </td>
            <td data-name={t('columns.payment')}>
              {order.state === 'ORDERED' && t('paid', confirmationsOf(order))}
            </td>
            <td data-name={t('columns.holder')}>
              <Localized text={order.holder.name} />
            </td>
            <td data-name={t('columns.ordered')}>{formats.day(order.orderedAt.slice(0, 10))}</td>
            <td className={css['amount']}>{money(order.price)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function confirmationsOf({ isPaid, isShared, asset }: ListedOrder) {
  const needed = asset?.community == null ? [isPaid] : [isPaid, isShared];
  return { count: String(needed.filter((isThere) => isThere).length), total: String(needed.length) };
}

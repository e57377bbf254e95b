import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Localized } from '../../components/localized.tsx';
import { Notice, StateMark, type Tone } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { pickText } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { readOrderTerms } from '../../lib/order-terms.ts';
import { useText } from '../../lib/text.ts';
import { waitsForPayment } from './attention.ts';
import { ConfirmPaidSheet } from './confirm-paid-sheet.tsx';
import { useMoney } from './currency.ts';
import { mayAct, useDesk } from './desk.ts';
import css from './desk.module.css';
import { ObjectCell } from './object-cell.tsx';
import { type DeskOrder, useOrders } from './orders-query.ts';
import { salesText } from './sales-text.ts';
import { DaysCell, ReachCell } from './window-cells.tsx';

/** Licenses that studios pay by invoice, and the institution's word that it was paid. */
export function OrdersTab() {
  const t = useText(salesText);
  const { organization } = useDesk();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useOrders(
    organization.id,
  );
  const [confirming, setConfirming] = useState<DeskOrder | null>(null);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const rows = (data?.pages ?? []).flatMap(({ edges }) => edges.map(({ node }) => node));
  const columns = useColumns((order) => {
    setIsConfirmed(false);
    setConfirming(order);
  });
  return (
    <section className={css['part']} aria-labelledby="orders">
      <h2 id="orders">{t('ordersTitle')}</h2>
      <p className={css['soft']}>{t('ordersLead')}</p>
      {isConfirmed && (
        <Notice tone="live" isLive>
          <p>{t('confirmed')}</p>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={4} />}
      {data !== undefined && rows.length === 0 && (
        <Empty title={t('ordersEmptyTitle')}>
          <p>{t('ordersEmpty')}</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('ordersCaption', { count: data?.pages[0]?.totalCount ?? rows.length })}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <p className={css['soft']}>{t('cancelHint')}</p>
        </>
      )}
      {hasNextPage && (
        <div>
          <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
            {t('more')}
          </Button>
        </div>
      )}
      {confirming !== null && (
        <ConfirmPaidSheet
          order={confirming}
          onDone={() => setIsConfirmed(true)}
          onClose={() => setConfirming(null)}
        />
      )}
    </section>
  );
}

function useColumns(onConfirm: (order: DeskOrder) => void): readonly Column<DeskOrder>[] {
  const t = useText(salesText);
  const { language } = useLanguage();
  const money = useMoney();
  const formats = useFormats();
  const desk = useDesk();
  const nameOf = (name: Parameters<typeof pickText>[0]) => pickText(name, language)?.text ?? '';
  const columns: readonly Column<DeskOrder>[] = [
    {
      title: t('object'),
      isHeading: true,
      cell: ({ id, asset }) => {
        const link = <Link to={`/orders/${id}`}>{t('order', { id: `${id.slice(2, 8)}…` })}</Link>;
        return asset === null ? link : <ObjectCell asset={asset}>{link}</ObjectCell>;
      },
    },
    {
      title: t('licensee'),
      cell: ({ licensee, orderedAt }) => (
        <span className={css['stack']}>
          <Link to={`/organizations/${licensee.slug}`}>
            <Localized text={licensee.name} />
          </Link>
          <time dateTime={orderedAt} className={css['soft']}>
            {t('orderedOn', { time: formats.moment(orderedAt) })}
          </time>
        </span>
      ),
    },
    { title: t('media'), cell: (order) => <ReachCell window={readOrderTerms(order)} /> },
    { title: t('days'), cell: (order) => <DaysCell window={readOrderTerms(order)} /> },
    { title: t('price'), isNumber: true, cell: (order) => money(readOrderTerms(order).price) },
    { title: t('state'), cell: (order) => <OrderMark order={order} /> },
    {
      title: t('acts'),
      isPlain: true,
      cell: (order) =>
        waitsForPayment(order) && (
          <Button
            onPress={() => onConfirm(order)}
            aria-label={t('confirmOf', {
              title: nameOf(order.asset?.title),
              licensee: nameOf(order.licensee.name),
            })}
          >
            {t('confirm')}
          </Button>
        ),
    },
  ];
  return mayAct(desk) ? columns : columns.slice(0, -1);
}

function OrderMark({ order: { state, isPaid } }: { readonly order: DeskOrder }) {
  const t = useText(salesText);
  const [name, tone]: readonly ['unpaid' | 'unshared' | 'CANCELED' | 'LICENSED', Tone] =
    state === 'ORDERED'
      ? [isPaid ? 'unshared' : 'unpaid', 'unknown']
      : [state, state === 'LICENSED' ? 'live' : 'refused'];
  return <StateMark tone={tone}>{t(`orderState.${name}`)}</StateMark>;
}

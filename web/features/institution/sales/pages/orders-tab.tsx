import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Notice, StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { readOrderTerms } from '../../../../lib/territories/order-terms.ts';
import { useText } from '../../../../lib/language/text.ts';
import { waitsForPayment } from '../../assets/model/attention.ts';
import { ConfirmPaidSheet } from '../parts/confirm-paid-sheet.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { type DeskOrder, useOrders } from '../model/orders-query.ts';
import { useOrderExport } from '../model/use-order-export.ts';
import { bankText } from '../words/bank-text.ts';
import { salesText } from '../words/sales-text.ts';
import { DaysCell, ReachCell } from '../../offers/parts/window-cells.tsx';

/** Licenses that studios pay by invoice, and the institution's word that it was paid. */
export function OrdersTab() {
  const t = useText(salesText);
  const bank = useText(bankText);
  const { organization } = useDesk();
  const orders = useOrders(organization.id);
  const save = useOrderExport(organization);
  const [confirming, setConfirming] = useState<DeskOrder | null>(null);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const columns = useColumns((order) => {
    setIsConfirmed(false);
    setConfirming(order);
  });
  return (
    <section className={css['part']} aria-labelledby="orders">
      <div className={css['bar']}>
        <h2 id="orders">{t('ordersTitle')}</h2>
        {orders.rows.length > 0 && (
          <span className={css['links']}>
            <ButtonLink to="../bank-statement">{bank('title')}</ButtonLink>
            <ExportButton save={save} />
          </span>
        )}
      </div>
      <p className={css['soft']}>{t('ordersLead')}</p>
      {isConfirmed && (
        <Notice tone="live" isLive>
          <p>{t('confirmed')}</p>
        </Notice>
      )}
      <PagedList
        list={orders}
        lines={4}
        empty={
          <Empty title={t('ordersEmptyTitle')}>
            <p>{t('ordersEmpty')}</p>
          </Empty>
        }
      >
        <DataTable
          caption={t('ordersCaption', { count: orders.totalCount })}
          columns={columns}
          rows={orders.rows}
          rowKey={({ id }) => id}
        />
        <p className={css['soft']}>{t('cancelHint')}</p>
      </PagedList>
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

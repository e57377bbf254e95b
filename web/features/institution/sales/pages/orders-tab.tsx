import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { type InvoiceView, isDueLine } from '../../../../lib/billing/bill-query.ts';
import { InvoiceMark, Remind } from '../../../../lib/billing/invoice-part.tsx';
import { LinesSheet } from '../../../../lib/billing/lines-sheet.tsx';
import { useInvoices } from '../../../../lib/billing/invoices-query.ts';
import { useInvoiceTitle } from '../../../../lib/billing/use-invoice-title.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { useOrderExport } from '../model/use-order-export.ts';
import { ExportButton } from '../parts/export-button.tsx';
import { bankText } from '../words/bank-text.ts';
import { salesText } from '../words/sales-text.ts';

/** What the institution asked payment for, and its word that it was paid: of an invoice, or of some of its lines. */
export function OrdersTab() {
  const t = useText(salesText);
  const bank = useText(bankText);
  const { organization } = useDesk();
  const invoices = useInvoices({ holder: organization.id });
  const save = useOrderExport(organization);
  const [confirming, setConfirming] = useState<InvoiceView | null>(null);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const columns = useColumns((invoice) => {
    setIsConfirmed(false);
    setConfirming(invoice);
  });
  return (
    <section className={css['part']} aria-labelledby="orders">
      <div className={css['bar']}>
        <h2 id="orders">{t('ordersTitle')}</h2>
        {invoices.rows.length > 0 && (
          <span className={css['buttons']}>
            <ButtonLink to="bank-statement">{bank('title')}</ButtonLink>
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
        list={invoices}
        lines={4}
        empty={
          <Empty title={t('ordersEmptyTitle')}>
            <p>{t('ordersEmpty')}</p>
          </Empty>
        }
      >
        <DataTable
          caption={t('invoicesCaption', { count: invoices.totalCount })}
          columns={columns}
          rows={invoices.rows}
          rowKey={({ id }) => id}
        />
        <p className={css['soft']}>{t('cancelHint')}</p>
      </PagedList>
      {confirming !== null && (
        <LinesSheet
          invoice={confirming}
          saying="confirm"
          onDone={() => setIsConfirmed(true)}
          onClose={() => setConfirming(null)}
        />
      )}
    </section>
  );
}

function useColumns(onConfirm: (invoice: InvoiceView) => void): readonly Column<InvoiceView>[] {
  const t = useText(salesText);
  const { language } = useLanguage();
  const formats = useFormats();
  const desk = useDesk();
  const nameOf = (name: Parameters<typeof pickText>[0]) => pickText(name, language)?.text ?? '';
  const titleOf = useInvoiceTitle();
  const columns: readonly Column<InvoiceView>[] = [
    {
      title: t('object'),
      isHeading: true,
      cell: (invoice) => (
        <span className={css['stack']}>
          <Link to={`/orders/${invoice.listOrderId}`}>{titleOf(invoice)}</Link>
          <span className={css['soft']}>{t('invoice', { number: invoice.shortNumber })}</span>
        </span>
      ),
    },
    {
      title: t('licensee'),
      cell: ({ licensee, purchaseOrder }) => (
        <span className={css['stack']}>
          <Link to={`/organizations/${licensee.slug}`}>
            <Localized text={licensee.name} />
          </Link>
          {purchaseOrder !== null && <span className={css['soft']}>{purchaseOrder}</span>}
        </span>
      ),
    },
    {
      title: t('amount'),
      isNumber: true,
      cell: ({ total, currency }) => formats.money(total.amount, currency),
    },
    { title: t('dueOn'), cell: ({ dueOn }) => (dueOn === null ? '' : formats.day(dueOn)) },
    { title: t('state'), cell: (invoice) => <InvoiceMark invoice={invoice} /> },
    {
      title: t('acts'),
      isPlain: true,
      cell: (invoice) =>
        invoice.lines.some(isDueLine) && (
          <span className={css['stack']}>
            <Button
              onPress={() => onConfirm(invoice)}
              aria-label={t('confirmOf', {
                title: titleOf(invoice),
                licensee: nameOf(invoice.licensee.name),
              })}
            >
              {t('confirm')}
            </Button>
            <Remind invoice={invoice} />
          </span>
        ),
    },
  ];
  return mayAct(desk) ? columns : columns.slice(0, -1);
}

import { Link } from 'react-router';
import type { Column } from '../../../../components/facts/data-table.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { PagedTable } from '../../../../components/facts/paged-table.tsx';
import type { InvoiceView } from '../../../../lib/billing/bill-query.ts';
import { billText } from '../../../../lib/billing/bill-text.ts';
import { InvoiceMark } from '../../../../lib/billing/invoice-part.tsx';
import { useInvoices } from '../../../../lib/billing/invoices-query.ts';
import { useInvoiceTitle } from '../../../../lib/billing/use-invoice-title.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/studio.module.css';
import { studioText } from '../../desk/words/studio-text.ts';

/** What an organization ordered by invoice, newest first: a row for each invoice to pay. */
export function OrderTable({ organizationId }: { readonly organizationId: string }) {
  const t = useText(studioText);
  const invoices = useInvoices({ licensee: organizationId });
  const columns = useColumns();
  return (
    <PagedTable
      list={invoices}
      lines={2}
      empty={<p className={css['soft']}>{t('noOrders')}</p>}
      caption={t('orders')}
      isCaptionHidden
      columns={columns}
      rowKey={({ id }) => id}
    />
  );
}

function useColumns(): readonly Column<InvoiceView>[] {
  const t = useText(studioText);
  const bill = useText(billText);
  const formats = useFormats();
  const titleOf = useInvoiceTitle();
  return [
    {
      title: t('columns.asset'),
      isHeading: true,
      cell: (invoice) => (
        <>
          <Link to={`/orders/${invoice.listOrderId}`}>{titleOf(invoice)}</Link>
          <span className={css['under']}>{bill('invoice', { number: invoice.shortNumber })}</span>
        </>
      ),
    },
    { title: t('columns.holder'), cell: ({ holder }) => <Localized text={holder.name} /> },
    { title: t('columns.state'), cell: (invoice) => <InvoiceMark invoice={invoice} /> },
    { title: bill('due'), cell: ({ dueOn }) => dueOn !== null && formats.day(dueOn) },
    {
      title: t('columns.price'),
      isNumber: true,
      cell: ({ total, currency }) => formats.money(total.amount, currency),
    },
  ];
}

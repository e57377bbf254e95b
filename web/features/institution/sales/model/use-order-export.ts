import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { dayOf } from '../../assets/model/attention.ts';
import type { Desk } from '../../desk/model/desk.ts';
import { salesText } from '../words/sales-text.ts';

/** Saves every order as a table for accounting; answers how many there were. */
export function useOrderExport({ id, slug }: Desk['organization']): () => Promise<number> {
  const t = useText(salesText);
  const { language } = useLanguage();
  return async () => {
    const [{ GraphqlClient }, { listInvoices }, { invoiceTable }] = await Promise.all([
      import('@lanran/sdk/kernel/graphql-client'),
      import('@lanran/sdk/billing/bills'),
      import('@lanran/sdk/billing/invoice-table'),
    ]);
    const invoices = await listInvoices(new GraphqlClient(''), { holder: parseOrganizationId(id) });
    const table = invoiceTable(invoices, language);
    saveText(table, `${slug}-${t('ordersFile')}-${dayOf(Date.now())}.csv`, 'text/csv');
    return invoices.reduce((sum, { lines }) => sum + lines.length, 0);
  };
}

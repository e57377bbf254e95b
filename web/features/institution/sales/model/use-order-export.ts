import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useCurrencies } from '../../../../lib/pricing/currencies.ts';
import { dayOf } from '../../assets/model/attention.ts';
import type { Desk } from '../../desk/model/desk.ts';
import { salesText } from '../words/sales-text.ts';

/** Saves every order as a table for accounting; answers how many there were. */
export function useOrderExport({ id, slug }: Desk['organization']): () => Promise<number> {
  const t = useText(salesText);
  const { language } = useLanguage();
  const currencies = useCurrencies();
  return async () => {
    const [{ GraphqlClient }, { listOrders }, { orderTable }] = await Promise.all([
      import('@lanran/sdk/kernel/graphql-client'),
      import('@lanran/sdk/licensing/orders/orders'),
      import('@lanran/sdk/licensing/orders/order-table'),
    ]);
    const orders = await listOrders(new GraphqlClient(''), { holder: parseOrganizationId(id) });
    const table = orderTable(orders, { language, currencies: currencies ?? [] });
    saveText(table, `${slug}-${t('ordersFile')}-${dayOf(Date.now())}.csv`, 'text/csv');
    return orders.length;
  };
}

import { act, argument, option, repeated, type ActGroup } from '../act.ts';
import { CHEAPEST_OFFER, LICENSEE, NEWEST_VERSION, OF_WHICH, ORDER, USE } from './parameters.ts';

const LINE = repeated('--line <number>', 'only this line, by its number; may be repeated');

export const ORDERS: ActGroup = {
  title: 'Orders, paid by invoice',
  acts: [
    act(
      'order',
      'show an order; with a use, order a license of an asset, paid by invoice: it reserves nothing',
      {
        takes: [
          argument('<ORDER|ASSET>', 'an order, invoice or line to show, or an asset to order'),
          ...USE,
          LICENSEE,
          NEWEST_VERSION,
          CHEAPEST_OFFER,
          option('--max-price <amount>', 'order only up to this price'),
        ],
        load: async () => (await import('../orders.ts')).order,
      },
    ),
    act('order-cancel', 'the licensee takes an order back, an invoice of it or some lines', {
      takes: [ORDER, LINE],
      load: async () => (await import('../billing.ts')).orderCancel,
    }),
    act('confirm-paid', 'the holder confirms that an invoice is paid, or some lines of it', {
      takes: [ORDER, LINE],
      load: async () => (await import('../billing.ts')).confirmPaid,
    }),
    act('confirm-share', "the council confirms that the community's shares of orders arrived", {
      takes: [
        argument('[ORDER...]', 'orders, invoices or lines, by id or number'),
        LINE,
        option('--all', 'all shares that wait'),
      ],
      load: async () => (await import('../billing.ts')).confirmShare,
    }),
    act('remind', 'the holder asks the licensee again for the payment of an invoice; once a day', {
      takes: [ORDER],
      load: async () => (await import('../billing.ts')).remind,
    }),
    act('orders', 'list the orders of your organizations, with their invoices', {
      takes: [OF_WHICH, option('--csv <file>', 'write them as a table for accounting instead, a row a line')],
      load: async () => (await import('../orders.ts')).orders,
    }),
  ],
};

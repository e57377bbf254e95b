import { act, option, type ActGroup } from '../act.ts';
import { ASSET, CHEAPEST_OFFER, LICENSEE, NEWEST_VERSION, OF_WHICH, ORDER, WISH } from './parameters.ts';

export const ORDERS: ActGroup = {
  title: 'Orders, paid by invoice',
  acts: [
    act('order', 'order a license that is paid by invoice; it reserves nothing', {
      takes: [
        ASSET,
        ...WISH,
        LICENSEE,
        NEWEST_VERSION,
        CHEAPEST_OFFER,
        option('--max-price <amount>', 'order only up to this price'),
      ],
      load: async () => (await import('../orders.ts')).order,
    }),
    act('order-cancel', 'the licensee takes an order back', {
      takes: [ORDER],
      load: async () => (await import('../orders.ts')).orderCancel,
    }),
    act('confirm-paid', 'the holder confirms that the invoice of an order is paid', {
      takes: [ORDER],
      load: async () => (await import('../orders.ts')).confirmPaid,
    }),
    act('confirm-share', "the council confirms that the community's share of an order arrived", {
      takes: [ORDER],
      load: async () => (await import('../orders.ts')).confirmShare,
    }),
    act('orders', 'list the orders of your organizations', {
      takes: [OF_WHICH, option('--csv <file>', 'write them as a table for accounting instead')],
      load: async () => (await import('../orders.ts')).orders,
    }),
  ],
};

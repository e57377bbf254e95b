import { EARNING_KINDS } from '../domain/earning.ts';
import { LICENSE_STATES } from '../domain/license-check.ts';
import { ORDER_STATES } from '../domain/order.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const OrderStateEnum = enumOf(
  ORDER_STATES,
  'OrderState',
  'ORDERED: waits for its confirmations. CANCELED: taken back by its licensee. LICENSED: its license was issued.',
);

export const LicenseStateEnum = enumOf(
  LICENSE_STATES,
  'LicenseState',
  'UPCOMING: before its first day. EXPIRED: after its last. REVOKED: ended before it.',
);

export const EarningKindEnum = enumOf(
  EARNING_KINDS,
  'EarningKind',
  'SHARE: its part of a sale. CLAIM: paid to its payout address.',
);

import { DELIVERY_TOKEN_STATES } from '../domain/delivery-token.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const DeliveryTokenStateEnum = enumOf(
  DELIVERY_TOKEN_STATES,
  'DeliveryTokenState',
  'LIVE: it opens files. OVER: its last day is past. REVOKED: somebody of the licensee ended it.',
);

import { SAFE_TRANSACTION_STATES } from '../domain/safe.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const SafeTransactionStateEnum = enumOf(
  SAFE_TRANSACTION_STATES,
  'SafeTransactionState',
  'OPEN: waits for signatures or for those before it. REFUSED: signed, refused by the contracts, may be tried again. OVERTAKEN: another took its nonce.',
);

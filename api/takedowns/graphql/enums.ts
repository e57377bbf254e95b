import { TAKE_DOWN_STATES } from '../../assets/domain/take-down.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const TakeDownStateEnum = enumOf(
  TAKE_DOWN_STATES,
  'TakeDownState',
  'PENDING: refused from now on, and being erased. ERASED: nothing of it is kept.',
);

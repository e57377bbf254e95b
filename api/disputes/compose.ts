import type { RoleLedger } from '../chain/ports/role-ledger.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { DisputeStore } from './ports/dispute-store.ts';
import { DisputesService } from './services/disputes.ts';

export interface DisputeParts {
  readonly ledger: { readonly roles: RoleLedger };
  readonly clock: Clock;
}

export function composeDisputes(
  stores: { readonly disputes: DisputeStore },
  { ledger, clock }: DisputeParts,
) {
  return { disputes: new DisputesService({ ...stores, roles: ledger.roles, clock }) };
}

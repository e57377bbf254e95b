import type { RoleLedger } from '../chain/ports/role-ledger.ts';
import type { SafeWallets } from '../chain/ports/safe-wallets.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { AdmissionRequestStore } from './ports/admission-request-store.ts';
import type { OperatorOffice } from './ports/operator-office.ts';
import type { OrganizationStore } from './ports/organization-store.ts';
import type { ProfileStore } from './ports/profile-store.ts';
import type { StandIns } from './ports/stand-ins.ts';
import { AdmissionRequests } from './services/admission-requests.ts';
import { CouncilSeats } from './services/council-seats.ts';
import { Operators } from './services/operators.ts';
import { OrganizationsService } from './services/organizations.ts';
import { ProfilesService } from './services/profiles.ts';
import { Suspensions } from './services/suspensions.ts';

export interface OrganizationStores {
  readonly organizations: OrganizationStore;
  readonly admissionRequests: AdmissionRequestStore;
  readonly profiles: ProfileStore;
}

export interface OrganizationParts {
  readonly office: Pick<OperatorOffice, 'holder'>;
  readonly ledger: { readonly roles: RoleLedger; readonly safes: SafeWallets };
  readonly standIns: StandIns;
  readonly clock: Clock;
}

export function composeOrganizations(
  stores: OrganizationStores,
  { office, ledger, standIns, clock }: OrganizationParts,
) {
  const { roles, safes } = ledger;
  const organizations = new OrganizationsService({ ...stores, clock });
  const councilSeats = new CouncilSeats({ ...stores, wallets: safes, clock });
  return {
    organizations,
    councilSeats,
    operators: new Operators({ office, roles }),
    suspensions: new Suspensions({ ...stores, clock }),
    profiles: new ProfilesService({ ...stores, seats: councilSeats, standIns, clock }),
    admissionRequests: new AdmissionRequests({
      organizations: stores.organizations,
      requests: stores.admissionRequests,
      profiles: organizations,
      roles,
      clock,
    }),
  };
}

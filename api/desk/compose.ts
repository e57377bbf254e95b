import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { InstallationService } from '../chain/services/installation.ts';
import type { ConsentsInForce } from '../consent/services/consents-in-force.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { Suspensions } from '../organizations/services/suspensions.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import { type Doors, OPEN_DOORS } from './ports/doors.ts';
import type { RequestStore } from './ports/request-store.ts';
import { RequestAccess } from './services/request-access.ts';
import { RequestAnswering } from './services/request-answering.ts';
import { RequestReading } from './services/request-reading.ts';
import { RequestSending } from './services/request-sending.ts';

export interface DeskStores {
  readonly requests: RequestStore;
  readonly licenses: Pick<LicenseStore, 'listSold'>;
  readonly organizations: Pick<OrganizationStore, 'find' | 'findMany'>;
}

export interface DeskParts {
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker' | 'seatsOf'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly installation: Pick<InstallationService, 'describe'>;
  readonly doors?: Doors;
  readonly clock: Clock;
}

/** What people ask each other, and agree on. */
export function composeDesk(stores: DeskStores, parts: DeskParts) {
  const { installation, doors = OPEN_DOORS, councilSeats: seats } = parts;
  const paymentToken = async () => {
    const { address } = (await installation.describe()).paymentToken;
    return parseAddress(address.toLowerCase());
  };
  const access = new RequestAccess({ ...stores, seats });
  const reading = new RequestReading({ ...stores, ...parts, access });
  return {
    requestReading: reading,
    requestSending: new RequestSending({ ...stores, ...parts, doors, paymentToken }),
    requestAnswering: new RequestAnswering({ ...stores, ...parts, access, reading }),
  };
}

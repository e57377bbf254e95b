import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from './ports/collection-stores.ts';
import type { ConsentStore } from './ports/consent-store.ts';
import type { RefusalStore } from './ports/refusal-store.ts';
import { CollectionJoining } from './services/collection-joining.ts';
import { CollectionsService } from './services/collections.ts';
import { ConsentRefusals } from './services/consent-refusals.ts';
import { ConsentsInForce } from './services/consents-in-force.ts';

export interface ConsentStores {
  readonly consents: ConsentStore;
  readonly collections: CollectionStore;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
  readonly refusals: RefusalStore;
  readonly assets: AssetStore;
  readonly organizations: OrganizationStore;
  readonly leaves: LeafStore;
}

export interface ConsentParts {
  readonly ledger: Ledger;
  readonly catalog: CatalogService;
  readonly councilSeats: CouncilSeats;
  readonly clock: Clock;
}

export function composeConsent(
  stores: ConsentStores,
  { ledger, catalog, councilSeats, clock }: ConsentParts,
) {
  const consents = new ConsentsInForce({ ...stores, clock });
  return {
    consents,
    joining: new CollectionJoining({ ...stores, ledger }),
    collections: new CollectionsService({ ...stores, catalog, clock }),
    refusals: new ConsentRefusals({ ...stores, catalog, consents, seats: councilSeats, clock }),
  };
}

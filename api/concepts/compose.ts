import type { RoleLedger } from '../chain/ports/role-ledger.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { Suspensions } from '../organizations/services/suspensions.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { ConceptStore, ShippedConcepts } from './ports/concept-store.ts';
import { ConceptBrowsing } from './services/concept-browsing.ts';
import { ConceptDeciders } from './services/concept-deciders.ts';
import { ConceptExports } from './services/concept-exports.ts';
import { ConceptImports } from './services/concept-imports.ts';
import { ConceptProposals } from './services/concept-proposals.ts';
import { Shipping } from './services/shipping.ts';
import type { StoredConcepts } from './services/stored-concepts.ts';

export interface ConceptStores {
  readonly conceptChanges: ConceptStore;
  /** One for all that read concepts in this process. */
  readonly concepts: Pick<StoredConcepts, 'current' | 'newest'>;
  readonly organizations: OrganizationStore;
}

export interface ConceptParts {
  readonly shipped: ShippedConcepts;
  readonly ledger: { readonly roles: RoleLedger };
  readonly suspensions: Suspensions;
  readonly councilSeats: CouncilSeats;
  readonly publicUrl: () => URL;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The vocabularies' concepts, and proposals to change them. */
export function composeConcepts(
  { conceptChanges: store, concepts, organizations }: ConceptStores,
  { shipped, ledger, suspensions, councilSeats: seats, publicUrl, clock, logger }: ConceptParts,
) {
  const deciders = new ConceptDeciders({ organizations, seats, roles: ledger.roles });
  const conceptProposals = new ConceptProposals({
    store,
    concepts,
    organizations,
    suspensions,
    deciders,
    clock,
  });
  return {
    conceptBrowsing: new ConceptBrowsing(concepts),
    conceptProposals,
    conceptImports: new ConceptImports({ proposals: conceptProposals, concepts }),
    conceptExports: new ConceptExports({ concepts, publicUrl }),
    shipping: new Shipping({ shipped, store, concepts, clock, logger }),
  };
}

import type { Ledger } from '../chain/ports/ledger.ts';
import type { SafeWallets } from '../chain/ports/safe-wallets.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { Mutexes } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { ActPreparation } from '../relay/services/act-preparation.ts';
import type { SafeStore } from './ports/safe-store.ts';
import { CouncilDesk } from './services/council-desk.ts';

export interface CouncilStores {
  readonly safes: SafeStore;
  readonly organizations: OrganizationStore;
}

export interface CouncilParts {
  readonly ledger: Ledger & { readonly safes: SafeWallets };
  readonly preparation: ActPreparation;
  readonly followTo: (blockNumber: number) => Promise<void>;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly nudge: (job: string) => void;
  readonly locks: Mutexes;
}

export function composeCouncil(stores: CouncilStores, parts: CouncilParts) {
  const { ledger, followTo, nudge, locks } = parts;
  const onProposed = () => nudge('desk-inbox');
  return {
    councilDesk: new CouncilDesk({
      ...stores,
      ...parts,
      wallets: ledger.safes,
      follower: { followTo },
      onProposed,
      executionTurns: locks.mutex('safe'),
      creationTurns: locks.mutex('safe-creation'),
    }),
  };
}

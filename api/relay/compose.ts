import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { CollectionJoining } from '../consent/services/collection-joining.ts';
import type { VersionsOnSale } from '../licensing/services/versions-on-sale.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { StatementLog } from '../log/services/statement-log.ts';
import type { CheckpointAnchoring } from '../log/jobs/checkpoint-anchoring.ts';
import type { Mutexes } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { RelayedRequestStore } from './ports/relayed-request-store.ts';
import { ActPreparation } from './services/act-preparation.ts';
import { BatchRelayService } from './services/batch-relay.ts';
import { Materialization } from './services/materialization.ts';
import { RelayService } from './services/relay.ts';

export interface RelayStores {
  readonly relayedRequests: RelayedRequestStore;
  readonly leaves: LeafStore;
}

export interface RelayParts {
  readonly ledger: Ledger;
  readonly log: StatementLog;
  readonly sealer: CheckpointAnchoring;
  readonly catalog: CatalogService;
  readonly joining: CollectionJoining;
  readonly versionsOnSale: VersionsOnSale;
  readonly followTo: (blockNumber: number) => Promise<void>;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly locks: Mutexes;
}

/** Acts that people sign and the platform sends, and what has to be on chain before. */
export function composeRelay(stores: RelayStores, parts: RelayParts) {
  const materialization = new Materialization({ ...stores, ...parts });
  const preparation = new ActPreparation({ ...parts, materialization, versions: parts.versionsOnSale });
  const turns = parts.locks.mutex<Hex>('relay');
  const relaying = {
    ...parts,
    requests: stores.relayedRequests,
    preparation,
    follower: { followTo: parts.followTo },
    turns,
  };
  return {
    materialization,
    preparation,
    batchRelay: new BatchRelayService(relaying),
    relay: new RelayService(relaying),
  };
}

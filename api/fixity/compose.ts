import { setTimeout as waitMs } from 'node:timers/promises';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { StagingArea } from '../ingest/ports/staging-area.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { CheckpointSigner } from '../log/services/checkpoint-signer.ts';
import type { StatementLog } from '../log/services/statement-log.ts';
import type { Operators } from '../organizations/services/operators.ts';
import { Throttle } from '../platform/concurrency/throttle.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { ContentDigester } from '../storage/ports/content-digester.ts';
import type { ContentStore } from '../storage/ports/content-store.ts';
import { DamageReportingContent } from '../storage/services/damage-reporting-content.ts';
import type { FixitySchedule } from './domain/fixity.ts';
import { FixityRunner } from './jobs/fixity-runner.ts';
import { OriginalRegistration } from './jobs/register-originals.ts';
import type { FixityRunStore, FixityStore } from './ports/fixity-store.ts';
import { DamageReports } from './services/damage-reports.ts';
import { FixityCheck } from './services/fixity-check.ts';
import { FixityProofs } from './services/fixity-proofs.ts';
import { FixityRepairs } from './services/fixity-repairs.ts';
import { FixityRuns } from './services/fixity-runs.ts';
import { FixityService } from './services/fixity-service.ts';
import { UnreadableRecheck } from './services/recheck-unreadable.ts';

export interface FixityStores {
  readonly fixityFiles: FixityStore;
  readonly fixityRuns: FixityRunStore;
  readonly leaves: LeafStore;
  readonly cursors: CursorStore;
  readonly manifests: ManifestStore;
  readonly assets: AssetStore;
}

export interface FixityParts {
  readonly schedule: FixitySchedule;
  /** How fast runs read; repairs read as fast as they can. */
  readonly bytesPerSecond: number;
  readonly content: ContentStore;
  readonly digester: ContentDigester;
  readonly staging: StagingArea;
  readonly signer: CheckpointSigner;
  readonly log: StatementLog;
  readonly catalog: CatalogService;
  readonly operators: Operators;
  readonly nudge: (job: string) => void;
  readonly lookEveryMs: number;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Runs and their register, repairs, proofs, and reports of damage that readers find. */
export function composeFixity(stores: FixityStores, parts: FixityParts) {
  const { content, digester, clock, logger, nudge } = parts;
  const checkAt = (bytesPerSecond: number) =>
    new FixityCheck({ content, digester, throttle: throttleOf(bytesPerSecond), logger });
  const fixityFollower = new OriginalRegistration({ ...stores, everyMs: parts.lookEveryMs });
  const fixityRuns = new FixityRuns({
    ...stores,
    ...parts,
    register: fixityFollower,
    check: checkAt(parts.bytesPerSecond),
  });
  const fixity = new FixityService({
    ...stores,
    ...parts,
    runs: fixityRuns,
    onBegin: () => {
      nudge('fixity');
      nudge('fixity-checks');
    },
  });
  const damageReports = new DamageReports({
    ...stores,
    runs: fixityRuns,
    clock,
    logger,
    onBegin: () => nudge('fixity-checks'),
  });
  const reading = { runs: fixityRuns, digester };
  return {
    fixity,
    fixityRuns,
    fixityFollower,
    damageReports,
    /** For those who read content and know no asset. */
    watched: new DamageReportingContent(content, (cid) => void damageReports.reportContent(cid)),
    // Who brings a file back waits for its check.
    repairs: new FixityRepairs({
      ...stores,
      ...parts,
      fixity,
      check: checkAt(Number.POSITIVE_INFINITY),
    }),
    fixityProofs: new FixityProofs(stores),
    fixityRunner: new FixityRunner('ALL', reading, { ...stores, ...parts }),
    fixityChecks: new FixityRunner('ASSET', {
      ...reading,
      readableAgain: new UnreadableRecheck({ ...stores, content, runs: fixityRuns }),
    }),
  };
}

function throttleOf(bytesPerSecond: number): Throttle {
  return new Throttle({
    bytesPerSecond,
    now: () => performance.now(),
    wait: (ms, signal) => waitMs(ms, undefined, { signal }),
  });
}

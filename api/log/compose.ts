import type { LogId } from '@lanran/protocol/kernel/ids';
import type { NoteSigner } from '@lanran/protocol/log/note';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Mutexes } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import { ChainFollower } from './jobs/chain-follower.ts';
import { CheckpointAnchoring } from './jobs/checkpoint-anchoring.ts';
import { type Apply, LogProjection } from './jobs/log-projection.ts';
import { LogWatch } from './jobs/log-watch.ts';
import type { AnchorStore } from './ports/anchor-store.ts';
import type { LeafStore } from './ports/leaf-store.ts';
import type { SignedCheckpointStore } from './ports/signed-checkpoint-store.ts';
import type { TileStore } from './ports/tile-store.ts';
import { CheckpointSigner } from './services/checkpoint-signer.ts';
import { LogTree } from './services/log-tree.ts';
import { StatementLog } from './services/statement-log.ts';

export interface LogStores {
  readonly leaves: LeafStore;
  readonly tiles: TileStore;
  readonly anchors: AnchorStore;
  readonly cursors: CursorStore;
}

export interface LogParts {
  readonly logId: LogId;
  readonly key: NoteSigner;
  readonly memory: SignedCheckpointStore;
  readonly ledger: Ledger;
  /** What each statement changes in the read models. */
  readonly apply: Apply;
  readonly anchoring: { readonly everyLeaves: number; readonly everySeconds: number };
  readonly confirmations: number;
  /** How often the chain is looked at for what others did. */
  readonly followEveryMs: number;
  /** How often a job that is nudged looks all the same. */
  readonly lookEveryMs: number;
  /** The log is longer than it was, by this process or another. */
  readonly onGrown: () => void;
  /** The read models show more. */
  readonly onProjected: () => void;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly locks: Mutexes;
}

/** Who appends also applies. What a process appended that ended just then is found by then. */
const WATCH_EVERY_MS = 10_000;

/** The statement log, what anchors it, and what follows chain and log. */
export function composeLog(stores: LogStores, parts: LogParts) {
  const { leaves, tiles, anchors, cursors } = stores;
  const { logId, key, memory, ledger, clock, followEveryMs, lookEveryMs } = parts;
  const tree = new LogTree(leaves, tiles);
  const signer = new CheckpointSigner({ logId, key, memory, leaves, tree });
  const log = new StatementLog({ leaves, tree, signer, clock, onAppend: parts.onGrown });
  const sealer = new CheckpointAnchoring({
    ...parts,
    ...parts.anchoring,
    log,
    anchors,
    anchoringTurns: parts.locks.mutex('anchoring'),
  });
  const follower = new ChainFollower({
    ledger,
    log,
    cursors,
    confirmations: parts.confirmations,
    everyMs: followEveryMs,
  });
  const watch = new LogWatch({
    leaves,
    everyMs: Math.min(lookEveryMs, WATCH_EVERY_MS),
    onGrown: parts.onGrown,
  });
  const projection = new LogProjection({
    leaves,
    cursors,
    apply: parts.apply,
    everyMs: lookEveryMs,
    onAdvance: parts.onProjected,
  });
  /** Resolves when the read models show the block. */
  const followTo = async (blockNumber: number) => {
    await follower.followTo(blockNumber);
    await projection.followTo((await log.size()) - 1);
  };
  return { signer, log, sealer, follower, watch, projection, followTo };
}

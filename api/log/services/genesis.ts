import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { type LogId, NO_COMMUNITY, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Statement } from '@lanran/protocol/log/statement';
import type { Trust } from '@lanran/protocol/log/trust';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';
import type { StatementLog } from './statement-log.ts';

export interface FoundLogOptions {
  readonly log: StatementLog;
  readonly leaves: LeafStore;
  /** Uses the checkpoint key, which leaf 0 names and which signs it. */
  readonly signer: Pick<CheckpointSigner, 'signStatement' | 'commitTo'>;
  readonly logId: LogId;
  readonly trust: Trust;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

export class ForeignLogError extends Error {
  override readonly name = 'ForeignLogError';
}

/**
 * Writes leaf 0, which names chain, contracts and checkpoint key (docs/formats.md, “Body”), unless it is there. In that case the
 * log must extend what was signed before.
 * @throws ForeignLogError, CheckpointRefusedError
 */
export async function foundLog(options: FoundLogOptions): Promise<void> {
  const { leaves, signer, logId } = options;
  const first = await leaves.find(0);
  if (first === null) await appendGenesis(options);
  else if (first.statement.assetId !== parseAssetId(logId)) {
    throw new ForeignLogError(
      `The database holds the log ${first.statement.assetId}, this installation's is ${logId}. Use its own database.`,
    );
  }
  await signer.commitTo(await leaves.size());
}

async function appendGenesis(options: FoundLogOptions): Promise<void> {
  const { log, signer, logId, trust, clock, failPoints } = options;
  await failPoints.reach('before-genesis');
  const { origin, checkpointKey, chainId, contracts } = trust;
  const body = buildBody({
    schema: 'lanran/genesis/1',
    logId,
    origin,
    checkpointKey,
    chain: { chainId },
    contracts: { ...contracts },
  });
  const statement: Statement = {
    kind: 'genesis',
    // About no asset: its subject is the log itself.
    assetId: parseAssetId(logId),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: Math.floor(clock.now().getTime() / 1000),
  };
  await log.append({ statement, evidence: await signer.signStatement(statement), body });
  await failPoints.reach('after-genesis');
}

import { z } from 'zod';
import type { Bundle } from '@lanran/protocol/proofs/bundle';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { scopeHashOf, scopeOfText, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { revealed } from '@lanran/protocol/proofs/verify-content';
import { listStatements, proveStatement } from './asset-statements.ts';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';

/** The version whose parts may be gone. */
export interface TakenDownFrom {
  readonly assetId: AssetId;
  readonly version: number;
  /** Leaf of its statement: what was taken down before does not concern it. */
  readonly leafIndex: number;
}

/**
 * Scopes of the version that were taken down, each as the log says: a platform that hides a file has to put a statement of it
 * there, for everybody to see.
 * @throws UntrustworthyAnswerError when what it tells of a take-down is not in the log
 */
export async function readProvenTakeDowns(
  platform: Pick<Platform, 'api' | 'deployment'>,
  { assetId, version, leafIndex }: TakenDownFrom,
): Promise<TakeDownScope[]> {
  const stated = await listStatements(platform.api, assetId);
  const scopes: TakeDownScope[] = [];
  for (const entry of stated) {
    const scope = entry.scope == null ? null : scopeOfText(entry.scope);
    const isOfVersion = scope?.version === undefined || scope.version === version;
    if (entry.kind !== 'taken-down' || entry.leafIndex < leafIndex || scope === null || !isOfVersion)
      continue;
    const bundle = await proveStatement(platform, entry.statementHash, 'a take-down');
    requireTakeDown(bundle, { assetId, leafIndex, scope });
    scopes.push(scope);
  }
  return scopes;
}

function requireTakeDown(
  bundle: Bundle,
  { assetId, leafIndex, scope }: Pick<TakenDownFrom, 'assetId' | 'leafIndex'> & { scope: TakeDownScope },
): void {
  const { statement, leaf } = bundle;
  if (statement.kind !== 'taken-down') refuse(`it is a statement of kind ${statement.kind}`);
  if (statement.assetId !== assetId) refuse(`it is of asset ${statement.assetId}`);
  if (leaf.index < leafIndex) refuse('it is older than the version');
  const event = z.object({ scopeHash: z.string() }).safeParse(revealed(bundle, 'event'));
  if (event.data?.scopeHash !== scopeHashOf(scope)) refuse('it is of another part');
}

function refuse(problem: string): never {
  throw new UntrustworthyAnswerError(`the proof of a take-down fails: ${problem}`);
}

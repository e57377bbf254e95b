import { z } from 'zod';
import { parseBundle, type Bundle } from '@lanran/protocol/bundle';
import { ProtocolError } from '@lanran/protocol/errors';
import type { AssetId } from '@lanran/protocol/ids';
import { statementHash } from '@lanran/protocol/statement';
import { verifyBundle } from '@lanran/protocol/verify';
import { revealed } from '@lanran/protocol/verify-content';
import { UntrustworthyAnswerError } from './errors.ts';
import type { Platform } from './platform.ts';
import type { DigestedFile, ExpectedRevision } from './publication-check.ts';

/** The version that a revision follows, and its files as they were signed. */
export interface PresentVersion extends ExpectedRevision {
  readonly files: readonly DigestedFile[];
}

const ProofAnswer = z.object({ proof: z.object({ bundle: z.string() }) });

/**
 * What the signed statement of an asset's present version says, from its proof: files that a revision keeps are taken from there,
 * not from the platform's word.
 * @throws UntrustworthyAnswerError naming the check that fails
 */
export async function readPresentVersion(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  assetId: AssetId,
): Promise<PresentVersion> {
  const { proof } = await api.request({
    query: `query ($assetId: ID!) { proof(assetId: $assetId) { bundle } }`,
    variables: { assetId },
    answer: ProofAnswer,
  });
  const bundle = parse(proof.bundle);
  if (bundle.logId !== deployment.logId || bundle.checkpointKey !== deployment.checkpointKey)
    throw new UntrustworthyAnswerError('the proof of the present version is of another log');
  if (bundle.statement.assetId !== assetId)
    throw new UntrustworthyAnswerError('the proof of the present version is of another asset');
  const { checks } = await verifyBundle(bundle);
  const failed = checks.find(({ status }) => status === 'fail');
  if (failed !== undefined) {
    throw new UntrustworthyAnswerError(
      `the proof of the present version fails its check ${failed.name}: ${failed.reason}`,
    );
  }
  return {
    assetId,
    head: statementHash(bundle.statement),
    version: versionOf(bundle),
    files: bundle.files.map(({ entry: { path, bytes, sha256, cid, xxh64 } }) => ({
      path,
      digest: { bytes, sha256, cid, xxh64 },
    })),
  };
}

function parse(text: string): Bundle {
  try {
    return parseBundle(text);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new UntrustworthyAnswerError(`the proof of the present version is malformed: ${cause.message}`, {
      cause,
    });
  }
}

function versionOf(bundle: Bundle): number {
  const version = revealed(bundle, 'version');
  if (typeof version === 'number') return version;
  throw new UntrustworthyAnswerError('the proof of the present version does not say which version it is');
}

import { z } from 'zod';
import { buildBatch } from '@lanran/protocol/log/batch';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseStatement } from '@lanran/protocol/log/statement';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import { Problem } from './draft-imports.ts';
import type { Platform } from '../kernel/session.ts';
import { checkPublication, type Expectation } from './publication-check.ts';
import { requireLogged } from './publication-receipt.ts';
import {
  type PreparedPublication,
  Proposed,
  type PublishedVersion,
  Receipt,
  requireSameLog,
} from './publishing.ts';
import { signableBatch } from '../kernel/signer.ts';

/** The platform publishes no more under one signature. */
export const MAX_BATCH = 256;

const PreparedAnswer = z.object({
  preparePublications: z.array(
    z.object({
      publication: Proposed.nullable(),
      leafIndex: z.number().int().nullable(),
      problem: Problem.nullable(),
    }),
  ),
});

/** A draft and what its publication is to say. */
export interface ExpectedDraft {
  readonly draftId: string;
  readonly asked: Pick<Expectation, 'request' | 'files'>;
}

/** What is to be signed of a draft; or that it is published already, or why it can't be. */
export type BatchEntry =
  | { readonly draftId: string; readonly prepared: PreparedPublication }
  | { readonly draftId: string; readonly leafIndex: number }
  | { readonly draftId: string; readonly problem: Problem };

/** Kept, it can be sent again as it was signed: the platform then publishes nothing twice. */
export interface SignedBatch {
  readonly draftIds: readonly string[];
  /** JSON, in the order that was signed. */
  readonly statements: readonly string[];
  readonly signature: Hex;
}

/**
 * Has the platform propose the statements, and compares each with what was asked for and hashed on this side; in the order asked.
 * @throws UntrustworthyAnswerError naming the difference
 */
export async function prepareBatch(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  drafts: readonly ExpectedDraft[],
): Promise<BatchEntry[]> {
  const { preparePublications: answers } = await api.request({
    query: `mutation ($draftIds: [ID!]!) { preparePublications(draftIds: $draftIds) { publication { logId statement body manifest assetSalt communitySalt } leafIndex problem { code field message } } }`,
    variables: { draftIds: drafts.map(({ draftId }) => draftId) },
    answer: PreparedAnswer,
  });
  const now = Math.floor(Date.now() / 1000);
  return drafts.map(({ draftId, asked }, at): BatchEntry => {
    const answer = answers[at];
    if (answer === undefined) throw new UntrustworthyAnswerError(`it says nothing of draft ${draftId}`);
    const { publication, leafIndex, problem } = answer;
    if (leafIndex !== null) return { draftId, leafIndex };
    if (problem !== null) return { draftId, problem };
    if (publication === null) throw new UntrustworthyAnswerError(`it proposes nothing for draft ${draftId}`);
    const checked = checkPublication(publication, { ...asked, logId: deployment.logId, now });
    const { logId } = deployment;
    return { draftId, prepared: { ...checked, draftId, logId, statementText: publication.statement } };
  });
}

/** One signature over the Merkle root of the statements (docs/formats.md, "Evidence"). */
export async function signBatch(
  { signer, deployment }: Pick<Platform, 'signer' | 'deployment'>,
  prepared: readonly PreparedPublication[],
): Promise<SignedBatch> {
  for (const each of prepared) requireSameLog(each, deployment);
  const batch = buildBatch(prepared.map(({ statement }) => statement));
  return {
    draftIds: prepared.map(({ draftId }) => draftId),
    statements: prepared.map(({ statementText }) => statementText),
    signature: await signer.signTypedData(signableBatch(batch, deployment.logId)),
  };
}

/**
 * Sends what was signed, and checks that the log has each of its statements; in the order that was signed.
 * @throws RefusedError with the platform's code, or BAD_RECEIPT when it took a statement and does not prove it
 */
export async function publishBatch(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  { draftIds, statements: texts, signature }: SignedBatch,
): Promise<PublishedVersion[]> {
  const statements = texts.map((text) => parseStatement(JSON.parse(text)));
  const batch = buildBatch(statements);
  const { publishBatch: receipts } = await api.request({
    query: `mutation ($draftIds: [ID!]!, $signature: String!) { publishBatch(draftIds: $draftIds, signature: $signature) { assetId version leafIndex checkpoint inclusionProof } }`,
    variables: { draftIds, signature },
    answer: z.object({ publishBatch: z.array(Receipt) }),
    isRepeatable: true,
  });
  return statements.map((statement, at) => {
    const receipt = receipts[at];
    if (receipt === undefined)
      throw new RefusedError(
        'BAD_RECEIPT',
        `The platform gave no receipt of asset ${statement.assetId}. Tell the operator.`,
      );
    const evidence = batch.evidenceFor(at, signature);
    requireLogged(receipt, { statement, evidence, checkpointKey: deployment.checkpointKey });
    const { assetId, version, leafIndex } = receipt;
    return { assetId, version, leafIndex };
  });
}

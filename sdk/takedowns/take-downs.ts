import { z } from 'zod';
import { parseBytes32, utf8, type Hex } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import { type AssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { partyAnswer } from '../kernel/party-answer.ts';

const PlanAnswer = z.object({
  versions: z.array(z.number()),
  files: z.number(),
  /** Decimal text. */
  bytes: z.string(),
  keptElsewhere: z.number(),
  fields: z.array(z.string()),
  licenses: z.array(
    z.object({
      id: z.string().transform((text) => parseLicenseId(text)),
      lastDay: z.string(),
      licensee: partyAnswer,
    }),
  ),
  backups: z.array(z.object({ id: z.string(), createdAt: z.string() })),
});
/** What a take-down would erase, and what it would leave. */
export type TakeDownPlan = z.infer<typeof PlanAnswer>;

const FIELDS = `versions files bytes keptElsewhere fields backups { id createdAt }
  licenses { id lastDay licensee { id slug } }`;

/** @throws RefusedError for a part that the asset has not, and for whoever may not take it down */
export async function planTakeDown(
  api: GraphqlClient,
  assetId: AssetId,
  scope: TakeDownScope,
): Promise<TakeDownPlan> {
  const { takeDownPlan } = await api.request({
    query: `query ($assetId: ID!, $scope: TakeDownScopeInput!) { takeDownPlan(assetId: $assetId, scope: $scope) { ${FIELDS} } }`,
    variables: { assetId, scope },
    answer: z.object({ takeDownPlan: PlanAnswer }),
  });
  return takeDownPlan;
}

/** Says what an act of elsewhere took down, which the platform knows the hash of alone. @throws RefusedError for another scope */
export async function stateTakeDownScope(
  api: GraphqlClient,
  assetId: AssetId,
  scope: TakeDownScope,
): Promise<void> {
  await api.request({
    query: `mutation ($assetId: ID!, $scope: TakeDownScopeInput!) { stateTakeDownScope(assetId: $assetId, scope: $scope) { leafIndex } }`,
    variables: { assetId, scope },
    answer: z.object({ stateTakeDownScope: z.object({ leafIndex: z.number() }) }),
    isRepeatable: true,
  });
}

export interface TakeDownStatement {
  readonly assetId: AssetId;
  readonly scope: TakeDownScope;
  readonly reason: string;
  readonly despiteLicenses: boolean;
}

/** Has the platform keep scope and reason. @returns their hashes, which are what is signed */
export async function stateTakeDown(
  api: GraphqlClient,
  { scope, reason, ...statement }: TakeDownStatement,
): Promise<{ readonly scopeHash: Hex; readonly reasonHash: Hex }> {
  const expected = { scopeHash: scopeHashOf(scope), reasonHash: keccak256(utf8(reason)) };
  const hash = z.string().transform((text) => parseBytes32(text, 'hash'));
  const { stateTakeDown: answered } = await api.request({
    query: `mutation ($assetId: ID!, $scope: TakeDownScopeInput!, $reason: String!, $despiteLicenses: Boolean!) {
      stateTakeDown(assetId: $assetId, scope: $scope, reason: $reason, despiteLicenses: $despiteLicenses) { scopeHash reasonHash }
    }`,
    variables: { ...statement, scope, reason },
    answer: z.object({ stateTakeDown: z.object({ scopeHash: hash, reasonHash: hash }) }),
    isRepeatable: true,
  });
  if (answered.scopeHash !== expected.scopeHash || answered.reasonHash !== expected.reasonHash)
    throw new UntrustworthyAnswerError('it kept another scope or reason than the one given');
  return expected;
}

import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { parseStatement } from '@lanran/protocol/log/statement';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';
import type { Platform } from '../kernel/session.ts';
import {
  checkPublication,
  type CheckedPublication,
  type Expectation,
  type PublishRequest,
} from './publication-check.ts';
import { requireLogged } from './publication-receipt.ts';

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value));

const DraftAnswer = z.object({
  draft: z
    .object({ id: z.string(), files: z.array(z.object({ path: z.string(), sha256: z.string().nullish() })) })
    .nullable(),
});
const AgainAnswer = z.object({
  draft: z.object({
    publishedAgain: z.array(
      z.object({
        path: z.string(),
        assetPath: z.string(),
        asset: z.object({
          id: z.string(),
          title: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
        }),
      }),
    ),
  }),
});
const CreatedDraft = z.object({ createDraft: z.object({ id: z.string() }) });
export const Proposed = z.object({
  logId: z.string(),
  statement: z.string(),
  body: z.string(),
  manifest: z.string(),
  assetSalt: hex,
  communitySalt: hex.nullable(),
});
const PublicationAnswer = z.object({ preparePublication: Proposed });
export const Receipt = z.object({
  assetId: z.string(),
  version: z.number().int(),
  leafIndex: z.number().int(),
  checkpoint: z.string(),
  inclusionProof: z.array(hex),
});
const PublishedAnswer = z.object({ publish: Receipt });

/** A draft and what the platform has of its files. */
export type UploadedDraft = NonNullable<z.infer<typeof DraftAnswer>['draft']>;

/** A draft whose statement was found to be what was asked for: what is shown to who signs it. */
export interface PreparedPublication extends CheckedPublication {
  readonly draftId: string;
  /** The log that it was checked for. */
  readonly logId: LogId;
  /** The statement's JSON as the platform gave it. */
  readonly statementText: string;
}

/** Kept, it can be sent again as it was signed: the platform then publishes nothing twice. */
export interface SignedPublication {
  readonly draftId: string;
  /** JSON. */
  readonly statement: string;
  readonly signature: Hex;
}

/** Where an asset stands in the log. */
export interface PublishedVersion {
  readonly assetId: string;
  readonly version: number;
  readonly leafIndex: number;
}

/** What proves that the log took a publication: the signed statement and its place in a signed checkpoint. */
export interface PublicationReceipt extends PublishedVersion {
  readonly logId: string;
  /** JSON. */
  readonly statement: string;
  readonly signature: Hex;
  /** C2SP note. */
  readonly checkpoint: string;
  /** Audit path of the leaf in that checkpoint. */
  readonly inclusionProof: readonly Hex[];
}

/** @returns the id of the new draft */
export async function createDraft(api: GraphqlClient, request: PublishRequest): Promise<string> {
  const { createDraft: draft } = await api.request({
    query: `mutation ($input: DraftInput!) { createDraft(input: $input) { id } }`,
    variables: { input: { ...request } },
    answer: CreatedDraft,
  });
  return draft.id;
}

export async function findDraft(api: GraphqlClient, id: string): Promise<UploadedDraft | null> {
  const answer = await nullIfNotFound(
    api.request({
      query: `query ($id: ID!) { draft(id: $id) { id files { path sha256 } } }`,
      variables: { id },
      answer: DraftAnswer,
    }),
  );
  return answer?.draft ?? null;
}

/** A file of a draft that its organization has published already, in another asset. */
export type PublishedAgain = z.infer<typeof AgainAnswer>['draft']['publishedAgain'][number];

/** At most 100 of them, and none of assets that the person may not see. */
export async function listPublishedAgain(api: GraphqlClient, draftId: string): Promise<PublishedAgain[]> {
  const { draft } = await api.request({
    query: `query ($id: ID!) { draft(id: $id) { publishedAgain(first: 100) { path assetPath asset { id title { en zh } } } } }`,
    variables: { id: draftId },
    answer: AgainAnswer,
  });
  return draft.publishedAgain;
}

/**
 * Has the platform propose the statement, and compares it with what was asked for and hashed on this side.
 * @throws UntrustworthyAnswerError naming the difference
 */
export async function preparePublication(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  draftId: string,
  asked: Pick<Expectation, 'request' | 'files' | 'revises'>,
): Promise<PreparedPublication> {
  const { preparePublication: proposed } = await api.request({
    query: `mutation ($draftId: ID!) { preparePublication(draftId: $draftId) { logId statement body manifest assetSalt communitySalt } }`,
    variables: { draftId },
    answer: PublicationAnswer,
  });
  const checked = checkPublication(proposed, {
    ...asked,
    logId: deployment.logId,
    now: Math.floor(Date.now() / 1000),
  });
  return { ...checked, draftId, logId: deployment.logId, statementText: proposed.statement };
}

/** @throws UntrustworthyAnswerError when a signature would hold in another log than the one that was shown */
export function requireSameLog(
  { logId }: Pick<PreparedPublication, 'logId'>,
  deployment: Pick<Platform['deployment'], 'logId'>,
): void {
  if (logId === deployment.logId) return;
  throw new UntrustworthyAnswerError(
    `the platform names log ${deployment.logId}, but the sheet showed log ${logId}`,
  );
}

export async function signPublication(
  { signer, deployment }: Pick<Platform, 'signer' | 'deployment'>,
  prepared: PreparedPublication,
): Promise<SignedPublication> {
  requireSameLog(prepared, deployment);
  const { draftId, statement, statementText } = prepared;
  const signature = await signer.signStatement(statement, deployment.logId);
  return { draftId, statement: statementText, signature };
}

/**
 * Sends what was signed, and checks that the log has it.
 * @throws RefusedError with the platform's code, or BAD_RECEIPT when it took the statement and does not prove it
 */
export async function publishForReceipt(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  { draftId, statement, signature }: SignedPublication,
): Promise<PublicationReceipt> {
  const { publish } = await api.request({
    query: `mutation ($draftId: ID!, $signature: String!) { publish(draftId: $draftId, signature: $signature) { assetId version leafIndex checkpoint inclusionProof } }`,
    variables: { draftId, signature },
    answer: PublishedAnswer,
    isRepeatable: true,
  });
  requireLogged(publish, {
    statement: parseStatement(JSON.parse(statement)),
    evidence: { type: 'member', signature },
    checkpointKey: deployment.checkpointKey,
  });
  return { ...publish, logId: deployment.logId, statement, signature };
}

/** As `publishForReceipt`, for who needs no more than where it stands. */
export async function publishSigned(
  platform: Pick<Platform, 'api' | 'deployment'>,
  signed: SignedPublication,
): Promise<PublishedVersion> {
  const { assetId, version, leafIndex } = await publishForReceipt(platform, signed);
  return { assetId, version, leafIndex };
}

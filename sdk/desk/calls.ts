import { z } from 'zod';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { ArgumentError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { readPages } from '../kernel/pages.ts';
import { partyAnswer } from '../kernel/party-answer.ts';

export const CALL_STATES = ['OPEN', 'CLOSED', 'WITHDRAWN'] as const;
export type CallState = (typeof CALL_STATES)[number];

const text = z.object({ en: z.string().nullish(), zh: z.string().nullish() });
const assetId = z.string().transform((id) => parseAssetId(id));

const wishInput = z.strictObject({
  media: z.array(z.string()),
  territories: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  exclusive: z.boolean().optional(),
});

const ContentShape = z.strictObject({
  title: text,
  purpose: text,
  criteria: text.nullish(),
  assetIds: z.array(z.string()),
  welcome: wishInput.nullish(),
  closingDay: z.string(),
});

/** What mutation `openCall` takes. */
const NewCallShape = ContentShape.extend({ organization: z.string() });
export type NewCall = z.infer<typeof NewCallShape>;

/** What mutation `changeCall` takes: what is left out stays. */
const CallChangeShape = ContentShape.partial();
export type CallChange = z.infer<typeof CallChangeShape>;

const CallAnswer = z.object({
  id: z.string(),
  state: z.enum(CALL_STATES),
  title: text,
  purpose: text,
  criteria: text.nullish(),
  closingDay: z.string(),
  revision: z.number().int().nullish(),
  withdrawnReason: text.nullish(),
  organization: partyAnswer,
});
/** A call for proposals. */
export type Call = z.infer<typeof CallAnswer>;

const WholeAnswer = CallAnswer.extend({
  size: z.number().int(),
  welcome: z
    .object({
      media: z.array(z.string()),
      territories: z.array(z.string()),
      firstDay: z.string(),
      lastDay: z.string(),
      exclusive: z.boolean(),
    })
    .nullish(),
  assets: z.array(z.object({ id: assetId, title: text })),
});
/** A call with those of its assets that exist for the reader. */
export type WholeCall = z.infer<typeof WholeAnswer>;

const FIELDS = `id state title { en zh } purpose { en zh } criteria { en zh } closingDay revision
  withdrawnReason { en zh } organization { id slug }`;
const MOST_ASSETS_AT_ONCE = 100;

/** @throws ArgumentError naming the member that a call has not, or that is of another type */
export function parseNewCall(value: unknown, argument: string): NewCall {
  return parsed(NewCallShape, value, argument);
}

/** @throws ArgumentError as `parseNewCall` */
export function parseCallChange(value: unknown, argument: string): CallChange {
  return parsed(CallChangeShape, value, argument);
}

/** Opened last first. */
export async function listCalls(
  api: GraphqlClient,
  filter: { readonly state?: CallState; readonly organization?: string; readonly asset?: string } = {},
): Promise<Call[]> {
  return readPages(api, {
    query: `query ($filter: CallFilter, $after: String) {
      page: calls(filter: $filter, first: 50, after: $after) {
        edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { filter },
    node: CallAnswer,
  });
}

/** @throws RefusedError NOT_FOUND where there is none that the reader may see */
export async function getCall(api: GraphqlClient, id: string): Promise<WholeCall> {
  const read = async (from: number) => {
    const { call } = await api.request({
      query: `query ($id: ID!, $first: Int!, $from: Int!) { call(id: $id) { ${FIELDS} size
        welcome { media territories firstDay lastDay exclusive } assets(first: $first, from: $from) { id title { en zh } } } }`,
      variables: { id, first: MOST_ASSETS_AT_ONCE, from },
      answer: z.object({ call: WholeAnswer }),
    });
    return call;
  };
  const call = await read(0);
  if (call.size <= MOST_ASSETS_AT_ONCE) return call;
  const { assets } = await read(MOST_ASSETS_AT_ONCE);
  return { ...call, assets: [...call.assets, ...assets] };
}

/** The same batch again opens it once. @throws RefusedError */
export async function openCall(
  api: GraphqlClient,
  { organization: organizationId, ...content }: NewCall,
  batch: string,
): Promise<Call> {
  const { openCall: call } = await api.request({
    query: `mutation ($input: OpenCallInput!) { openCall(input: $input) { ${FIELDS} } }`,
    variables: { input: { ...content, organizationId, batch } },
    answer: z.object({ openCall: CallAnswer }),
    isRepeatable: true,
  });
  return call;
}

/** @throws RefusedError CONFLICT when it was changed meanwhile, or is not open */
export async function changeCall(
  api: GraphqlClient,
  { id, revision }: Pick<Call, 'id' | 'revision'>,
  input: CallChange,
): Promise<Call> {
  const { changeCall: call } = await api.request({
    query: `mutation ($id: ID!, $revision: Int!, $input: ChangeCallInput!) {
      changeCall(id: $id, revision: $revision, input: $input) { ${FIELDS} } }`,
    variables: { id, revision: revision ?? 0, input },
    answer: z.object({ changeCall: CallAnswer }),
  });
  return call;
}

/** It takes no more proposals. @throws RefusedError */
export async function closeCall(api: GraphqlClient, id: string): Promise<Call> {
  const { closeCall: call } = await api.request({
    query: `mutation ($id: ID!) { closeCall(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ closeCall: CallAnswer }),
    isRepeatable: true,
  });
  return call;
}

/** @throws RefusedError */
export async function withdrawCall(
  api: GraphqlClient,
  id: string,
  reason: z.infer<typeof text>,
): Promise<Call> {
  const { withdrawCall: call } = await api.request({
    query: `mutation ($id: ID!, $reason: LocalizedTextInput!) { withdrawCall(id: $id, reason: $reason) { ${FIELDS} } }`,
    variables: { id, reason },
    answer: z.object({ withdrawCall: CallAnswer }),
    isRepeatable: true,
  });
  return call;
}

function parsed<T>(shape: z.ZodType<T>, value: unknown, argument: string): T {
  const found = shape.safeParse(value);
  if (!found.success) throw new ArgumentError(argument, z.prettifyError(found.error));
  return found.data;
}

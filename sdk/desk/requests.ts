import { z } from 'zod';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { type AssetId, type OrganizationId, parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { mediaOf, parseMedia } from '@lanran/protocol/licensing/media';
import { parseRights, type RightsBits, rightsOf } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { parseTerritories, territoryCodes } from '@lanran/protocol/territories/territories';
import { type StatedReason, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { moneyAnswer } from '../kernel/money.ts';
import { readPages } from '../kernel/pages.ts';
import { partyAnswer } from '../kernel/party-answer.ts';
import type { WishInput } from '../licensing/quotes.ts';
import { requestFileAnswer } from './request-files.ts';

const Role = z.enum(['ASKER', 'HOLDER', 'COMMUNITY']);
export type PartyRole = z.infer<typeof Role>;

const State = z.enum(['ASKED', 'ANSWERED', 'AGREED', 'BOUGHT', 'DECLINED', 'EXPIRED', 'WITHDRAWN']);
export type RequestState = z.infer<typeof State>;

export const ANSWER_KINDS = ['MESSAGE', 'COUNTER', 'AGREE', 'DECLINE', 'WITHDRAW'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

const assetId = z.string().transform((text) => parseAssetId(text));

const TermsAnswer = z
  .object({
    media: z.array(z.string()),
    territories: z.array(z.string()),
    firstDay: z.string(),
    lastDay: z.string(),
    exclusive: z.boolean(),
    rights: z.array(z.string()),
    token: z.string().transform((text) => parseAddress(text.toLowerCase())),
    price: moneyAnswer.nullable(),
    communityShareBps: z.number().int().nullable(),
    share: moneyAnswer.nullable(),
  })
  .transform(({ media, territories, firstDay, lastDay, exclusive, rights, price, share, ...terms }) => ({
    ...terms,
    wish: {
      media: parseMedia(media.join(',')),
      territories: parseTerritories(territories.join(',')),
      firstDay: parseDay(firstDay),
      lastDay: parseDay(lastDay),
      exclusive,
    } satisfies Wish,
    rights: parseRights(rights.join(',')),
    price: price === null ? null : { ...price, token: parseAddress(price.token.toLowerCase()) },
    /** What the community has of the price. */
    share,
  }));
export type RequestTerms = z.infer<typeof TermsAnswer>;

const ItemAnswer = z.object({
  assetId,
  state: State,
  terms: TermsAnswer.nullable(),
  revision: z.number().int(),
  agreedBy: z.array(Role),
  waitsFor: z.array(Role),
  licenseId: z
    .string()
    .transform((text) => parseLicenseId(text))
    .nullable(),
  agreement: z.object({ document: z.string(), sha256: z.string() }).nullable(),
});
/** One asset of a request. */
export type RequestItem = z.infer<typeof ItemAnswer>;

const EntryAnswer = z.object({
  sequence: z.number().int(),
  kind: z.enum(['ASK', ...ANSWER_KINDS]),
  role: Role,
  account: z.string(),
  organization: z.object({ slug: z.string() }).nullable(),
  at: z.string(),
  assetIds: z.array(assetId),
  text: z.string(),
  files: z.array(requestFileAnswer),
  changes: z.array(
    z.object({
      assetIds: z.array(z.string()),
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
export type RequestEntry = z.infer<typeof EntryAnswer>;

const EventAnswer = z.object({
  kind: z.enum(['CONSENTED', 'OFFERED', 'BOUGHT', 'STATED', 'TRANSFERRED', 'EXPIRED']),
  at: z.string(),
  assetId,
  role: Role.nullable(),
  leafHash: z.string().nullable(),
  transaction: z.string().nullable(),
  licenseId: z.string().nullable(),
  offerId: z.string().nullable(),
  newHolder: z.object({ slug: z.string() }).nullable(),
});
/** What happened to an asset of a request beside its thread. */
export type RequestEvent = z.infer<typeof EventAnswer>;

const RequestAnswer = z.object({
  id: z.string(),
  kind: z.enum(['USE', 'QUESTION', 'REVIEW']),
  state: State,
  roles: z.array(Role),
  parties: z.array(
    z.object({ role: Role, organization: partyAnswer.nullable(), account: z.string().nullable() }),
  ),
  dueDay: z.string(),
  changedAt: z.string(),
  lastSequence: z.number().int(),
  items: z.array(ItemAnswer),
});
/** What was asked of one holder and one community. */
export type DeskRequest = z.infer<typeof RequestAnswer>;

const FIELDS = `id kind state roles dueDay changedAt lastSequence parties { role account organization { id slug } }
  items { assetId state revision agreedBy waitsFor licenseId agreement { document sha256 }
    terms { media territories firstDay lastDay exclusive rights token price { amount token } communityShareBps share { amount token } } }`;
/** Entries at once. */
const PAGE = 20;

/** Those of which the caller is a party, the latest change first. */
export async function listRequests(
  api: GraphqlClient,
  filter: { readonly role?: PartyRole; readonly state?: RequestState } = {},
): Promise<DeskRequest[]> {
  return readPages(api, {
    query: `query ($role: PartyRole, $state: RequestState, $after: String) {
      page: requests(role: $role, state: $state, first: 20, after: $after) {
        edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { ...filter },
    node: RequestAnswer,
  });
}

const ProposalsAnswer = z.object({
  call: z.object({
    proposals: z.object({
      edges: z.array(z.object({ node: RequestAnswer })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
});

/** Those that answer a call: for the people of who opened it all, for others what they proposed. */
export async function listProposals(api: GraphqlClient, callId: string): Promise<DeskRequest[]> {
  const proposals: DeskRequest[] = [];
  for (let after: string | null = null; ;) {
    const answer: z.infer<typeof ProposalsAnswer> = await api.request({
      query: `query ($id: ID!, $after: String) { call(id: $id) { proposals(first: 20, after: $after) {
        edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor } } } }`,
      variables: { id: callId, after },
      answer: ProposalsAnswer,
    });
    const { edges, pageInfo } = answer.call.proposals;
    proposals.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || after === null) return proposals;
  }
}

/** @throws RefusedError NOT_FOUND for who is no party */
export async function getRequest(api: GraphqlClient, id: string): Promise<DeskRequest> {
  const { request } = await api.request({
    query: `query ($id: ID!) { request(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ request: RequestAnswer }),
  });
  return requireAsked(request, id);
}

/** The thread, in order, the question first. */
export async function readThread(api: GraphqlClient, id: string): Promise<RequestEntry[]> {
  const thread: RequestEntry[] = [];
  for (;;) {
    const { request } = await api.request({
      query: `query ($id: ID!, $after: Int!, $first: Int!) { request(id: $id) { entries(after: $after, first: $first) { sequence kind role account organization { slug } at assetIds text files { id name mediaType size sha256 } changes { assetIds field before after } } } }`,
      variables: { id, after: thread.at(-1)?.sequence ?? 0, first: PAGE },
      answer: z.object({ request: z.object({ entries: z.array(EntryAnswer) }) }),
    });
    thread.push(...request.entries);
    if (request.entries.length < PAGE) return thread;
  }
}

/** What happened to its assets beside the thread, the oldest first. */
export async function readEvents(api: GraphqlClient, id: string): Promise<RequestEvent[]> {
  const { request } = await api.request({
    query: `query ($id: ID!) { request(id: $id) { events { kind at assetId role leafHash transaction licenseId offerId newHolder { slug } } } }`,
    variables: { id },
    answer: z.object({ request: z.object({ events: z.array(EventAnswer) }) }),
  });
  return request.events;
}

const ObstaclesAnswer = z.object({
  request: z.object({
    obstacles: z.array(
      z.object({
        assetId,
        reasons: z.array(
          z.object({
            code: z.string(),
            data: z.array(z.object({ name: z.string(), value: z.string() })),
            en: z.string(),
            zh: z.string(),
          }),
        ),
      }),
    ),
  }),
});

/** Why an asset can't be licensed on terms that are agreed to or named. */
export interface AssetObstacles {
  readonly assetId: AssetId;
  readonly reasons: readonly StatedReason[];
}

/** Of which assets an AGREE or, with a change, a COUNTER is refused, and why; the others are left out. */
export async function readObstacles(
  api: GraphqlClient,
  id: string,
  { assetIds, change }: Pick<RequestReply, 'assetIds' | 'change'>,
): Promise<AssetObstacles[]> {
  const { request } = await api.request({
    query: `query ($id: ID!, $assetIds: [ID!], $terms: TermsChangeInput) { request(id: $id) {
      obstacles(assetIds: $assetIds, terms: $terms) { assetId reasons { code data { name value } en zh } } } }`,
    variables: {
      id,
      ...(assetIds !== undefined && { assetIds }),
      ...(change !== undefined && { terms: changeInput(change) }),
    },
    answer: ObstaclesAnswer,
  });
  return request.obstacles.map(({ assetId: of, reasons }) => ({
    assetId: of,
    reasons: reasons.map(({ data, ...reason }) => ({
      ...reason,
      data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
    })),
  }));
}

export interface Question {
  readonly assetIds: readonly AssetId[];
  /** Left out: a USE for an organization, a QUESTION for a person of none. */
  readonly kind?: 'USE' | 'QUESTION' | 'REVIEW';
  readonly wish?: WishInput;
  /** The open call for proposals that it answers. */
  readonly callId?: string;
  /** For each asset, in the payment token's smallest unit; left out: the other side names one. */
  readonly price?: bigint;
  /** Of the price, by the address of the currency's contract; left out: the first currency. */
  readonly token?: Address;
  readonly communityShareBps?: number;
  readonly rights?: RightsBits;
  readonly message: string;
  /** Ids of what was uploaded under the batch (`uploadRequestFile`). */
  readonly files?: readonly string[];
  /** YYYY-MM-DD. */
  readonly dueDay?: string;
  readonly organizationId?: OrganizationId;
  /** 16 to 64 letters, digits, _ and -: under the same one the same is asked once. */
  readonly batch: string;
}

/** Asks every holder and community of the assets; all or none. The same batch again is once. */
export async function askForUse(
  api: GraphqlClient,
  { price, rights, ...question }: Question,
): Promise<DeskRequest[]> {
  const input = {
    ...question,
    ...(price !== undefined && { price: price.toString() }),
    ...(rights !== undefined && { rights: rightsOf(rights) }),
  };
  const { askForUse: sent } = await api.request({
    query: `mutation ($input: AskForUseInput!) { askForUse(input: $input) { ${FIELDS} } }`,
    variables: { input },
    answer: z.object({ askForUse: z.array(RequestAnswer) }),
    isRepeatable: true,
  });
  return sent;
}

/** What of the terms on the table is to be otherwise; what is left out stays. */
export interface TermsChange extends Partial<Wish> {
  readonly price?: bigint;
  readonly communityShareBps?: number;
  readonly rights?: RightsBits;
}

export interface RequestReply {
  readonly kind: AnswerKind;
  /** The last entry that was read; when there is a later one, nothing is written. */
  readonly after: number;
  /** Left out: what waits for an answer. */
  readonly assetIds?: readonly AssetId[];
  readonly message?: string;
  /** Ids of what was uploaded for the request (`uploadRequestFile`). */
  readonly files?: readonly string[];
  readonly change?: TermsChange;
  readonly organizationId?: OrganizationId;
}

/** Writes into a thread. @throws RefusedError CONFLICT when somebody wrote meanwhile, or it is over */
export async function answerRequest(
  api: GraphqlClient,
  id: string,
  { change, ...reply }: RequestReply,
): Promise<DeskRequest> {
  const { answerRequest: answered } = await api.request({
    query: `mutation ($id: ID!, $after: Int!, $kind: AnswerKind!, $assetIds: [ID!], $message: String, $files: [ID!], $terms: TermsChangeInput, $organizationId: ID) {
      answerRequest(id: $id, after: $after, kind: $kind, assetIds: $assetIds, message: $message, files: $files, terms: $terms, organizationId: $organizationId) { ${FIELDS} }
    }`,
    variables: { ...reply, id, ...(change !== undefined && { terms: changeInput(change) }) },
    answer: z.object({ answerRequest: RequestAnswer }),
  });
  return requireAsked(answered, id);
}

function changeInput({
  media,
  territories,
  firstDay,
  lastDay,
  exclusive,
  price,
  communityShareBps,
  rights,
}: TermsChange) {
  return {
    ...(media !== undefined && { media: mediaOf(media) }),
    ...(territories !== undefined && { territories: territoryCodes(territories) }),
    ...(firstDay !== undefined && { from: formatDay(firstDay) }),
    ...(lastDay !== undefined && { to: formatDay(lastDay) }),
    ...(exclusive !== undefined && { exclusive }),
    ...(price !== undefined && { price: price.toString() }),
    ...(communityShareBps !== undefined && { communityShareBps }),
    ...(rights !== undefined && { rights: rightsOf(rights) }),
  };
}

function requireAsked(request: DeskRequest, id: string): DeskRequest {
  if (request.id === id) return request;
  throw new UntrustworthyAnswerError(`asked for request ${id}, it gave ${request.id}`);
}

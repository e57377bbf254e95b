import { z } from 'zod';
import { outageOf, RefusedError, StartingError, UnreachableError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { readPages } from '../kernel/pages.ts';
import { findStarting } from '../kernel/starting.ts';

export const CONCEPT_FORMATS = ['TURTLE', 'JSON_LD', 'CSV'] as const;
export type ConceptFormat = (typeof CONCEPT_FORMATS)[number];

export const PROPOSAL_STATES = ['OPEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const;
export type ConceptProposalState = (typeof PROPOSAL_STATES)[number];

/** What a file of each kind ends in, and the address that serves it. */
const ENDINGS: Readonly<Record<ConceptFormat, string>> = { TURTLE: 'ttl', JSON_LD: 'jsonld', CSV: 'csv' };

const label = z.object({ en: z.string(), zh: z.string() });
const ConceptAnswer = z.object({ id: z.string(), prefLabel: label, narrowerCount: z.number() });
export type ListedConcept = z.infer<typeof ConceptAnswer>;

const ProposalAnswer = z.object({
  id: z.string(),
  state: z.enum(PROPOSAL_STATES),
  organization: z.object({ id: z.string(), slug: z.string() }),
  proposedAt: z.string(),
  message: z.string().nullish(),
  reason: z.string().nullish(),
  changeCount: z.number(),
  mayAccept: z.boolean(),
  changes: z.array(
    z.object({
      proposed: z.object({ id: z.string(), prefLabel: label }),
      present: z.object({ id: z.string() }).nullish(),
      changed: z.array(z.string()),
    }),
  ),
});
export type ConceptProposal = z.infer<typeof ProposalAnswer>;

const FIELDS = `id state organization { id slug } proposedAt message reason changeCount mayAccept
  changes(first: 5) { proposed { id prefLabel { en zh } } present { id } changed }`;

const ImportAnswer = z.object({
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  proposal: ProposalAnswer.nullish(),
  problems: z.array(z.object({ code: z.string(), field: z.string().nullish(), message: z.string() })),
});
export type ConceptImport = z.infer<typeof ImportAnswer>;

/** Accepted concepts; with a text, the nearest first. */
export async function listConcepts(
  api: GraphqlClient,
  filter: { readonly vocabulary?: string | undefined; readonly text?: string | undefined },
): Promise<ListedConcept[]> {
  return readPages(api, {
    query: `query ($filter: ConceptFilter, $after: String) { page: concepts(filter: $filter, first: 100, after: $after) {
      edges { node { id prefLabel { en zh } narrowerCount } } pageInfo { hasNextPage endCursor } } }`,
    variables: { filter },
    node: ConceptAnswer,
  });
}

/** Those that the key may see, newest first. */
export async function listConceptProposals(
  api: GraphqlClient,
  state: ConceptProposalState | null,
): Promise<ConceptProposal[]> {
  return readPages(api, {
    query: `query ($state: ConceptProposalState, $after: String) { page: conceptProposals(state: $state, first: 20, after: $after) {
      edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor } } }`,
    variables: { state },
    node: ProposalAnswer,
  });
}

/** @param concept as GraphQL's ConceptInput; the platform checks it */
export async function proposeConcept(
  api: GraphqlClient,
  asked: {
    readonly organizationId: string;
    readonly concept: unknown;
    readonly message?: string | undefined;
  },
): Promise<ConceptProposal> {
  const { proposed } = await api.request({
    query: `mutation ($organizationId: ID!, $concept: ConceptInput!, $message: String) {
      proposed: proposeConcept(organizationId: $organizationId, concept: $concept, message: $message) { ${FIELDS} } }`,
    variables: asked,
    answer: z.object({ proposed: ProposalAnswer }),
  });
  return proposed;
}

export interface ConceptDocument {
  readonly organizationId: string;
  readonly format: ConceptFormat;
  readonly document: string;
  readonly message?: string | undefined;
  readonly accept: boolean;
}

/** One proposal of all that is new or changed in a document; with problems, none. */
export async function importConcepts(api: GraphqlClient, asked: ConceptDocument): Promise<ConceptImport> {
  const { imported } = await api.request({
    query: `mutation ($organizationId: ID!, $format: ConceptFormat!, $document: String!, $message: String, $accept: Boolean!) {
      imported: proposeConcepts(organizationId: $organizationId, format: $format, document: $document, message: $message, accept: $accept) {
        added changed same proposal { ${FIELDS} } problems { code field message } } }`,
    variables: { ...asked },
    answer: z.object({ imported: ImportAnswer }),
  });
  return imported;
}

export async function acceptConceptProposal(api: GraphqlClient, id: string): Promise<ConceptProposal> {
  const { ended } = await api.request({
    query: `mutation ($id: ID!) { ended: acceptConceptProposal(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: EndAnswer,
  });
  return ended;
}

export async function withdrawConceptProposal(api: GraphqlClient, id: string): Promise<ConceptProposal> {
  const { ended } = await api.request({
    query: `mutation ($id: ID!) { ended: withdrawConceptProposal(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: EndAnswer,
  });
  return ended;
}

export async function declineConceptProposal(
  api: GraphqlClient,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<ConceptProposal> {
  const { ended } = await api.request({
    query: `mutation ($id: ID!, $reason: String!) { ended: declineConceptProposal(id: $id, reason: $reason) { ${FIELDS} } }`,
    variables: { id, reason },
    answer: EndAnswer,
  });
  return ended;
}

const EndAnswer = z.object({ ended: ProposalAnswer });

/** All accepted concepts, or those of one vocabulary, as a document. @throws RefusedError, UnreachableError */
export async function exportConcepts(
  apiUrl: string,
  { format, vocabulary }: { readonly format: ConceptFormat; readonly vocabulary?: string | undefined },
): Promise<string> {
  const url = new URL(`${apiUrl}/concepts.${ENDINGS[format]}`);
  if (vocabulary !== undefined) url.searchParams.set('vocabulary', vocabulary);
  const { ok, status, text } = await read(url).catch((cause: unknown) => {
    throw new UnreachableError(apiUrl, cause);
  });
  if (ok) return text;
  if (findStarting(status, text) !== null) throw new StartingError(apiUrl);
  const refusal = RefusalAnswer.safeParse(parseJson(text)).data?.error;
  if (refusal === undefined && status >= 500) throw outageOf(apiUrl, status);
  throw new RefusedError(
    refusal?.code ?? 'UNEXPECTED_ANSWER',
    refusal?.message ?? `${url.href} answered ${status}.`,
    {
      ...(refusal?.field !== undefined && { field: refusal.field }),
    },
  );
}

const RefusalAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});

async function read(url: URL) {
  const response = await fetch(url);
  return { ok: response.ok, status: response.status, text: await response.text() };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

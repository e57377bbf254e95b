import { z } from 'zod';
import { parseOrganizationId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { ORGANIZATION_KINDS } from './admission-act.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const REQUEST_STATES = ['WAITING', 'ASKED_BACK', 'REFUSED', 'WITHDRAWN', 'ADMITTED'] as const;

const text = z.string().nullish();
const AdmissionRequestAnswer = z.object({
  organizationId: z.string().transform((id) => parseOrganizationId(id)),
  slug: z.string(),
  kind: z.enum(ORGANIZATION_KINDS),
  name: z.object({ en: text, zh: text }),
  requestedBy: z.string().transform((address) => parseAddress(address.toLowerCase())),
  requestedAt: z.string(),
  state: z.enum(REQUEST_STATES),
  contact: text,
  letter: text,
  question: text,
  answer: text,
  reason: text,
});
/** What a key asked for, as that key and the accreditor see it. */
export type AdmissionRequest = z.infer<typeof AdmissionRequestAnswer>;

const FIELDS = `organizationId slug kind name { en zh } requestedBy requestedAt state contact letter question answer reason`;

/** Every answer under one name, so that one shape reads them. */
const ChangedAnswer = z.object({ request: AdmissionRequestAnswer });

/** What the signed-in key asked for, newest first. */
export async function listOwnRequests(api: GraphqlClient): Promise<AdmissionRequest[]> {
  const { myAdmissionRequests } = await api.request({
    query: `query { myAdmissionRequests { ${FIELDS} } }`,
    answer: z.object({ myAdmissionRequests: z.array(AdmissionRequestAnswer) }),
  });
  return myAdmissionRequests;
}

/** What waits for the accreditor, the longest first. */
export async function listOpenRequests(api: GraphqlClient): Promise<AdmissionRequest[]> {
  const { admissionRequests } = await api.request({
    query: `query { admissionRequests { ${FIELDS} } }`,
    answer: z.object({ admissionRequests: z.array(AdmissionRequestAnswer) }),
  });
  return admissionRequests;
}

/** The asker takes a request back. */
export async function withdrawRequest(api: GraphqlClient, id: OrganizationId): Promise<AdmissionRequest> {
  const { request } = await api.request({
    query: `mutation ($id: ID!) { request: withdrawAdmissionRequest(organizationId: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: ChangedAnswer,
  });
  return request;
}

/** About which request, and what is said. */
export interface RequestWords {
  readonly id: OrganizationId;
  readonly words: string;
}

/** The asker answers what the accreditor asked. */
export async function answerRequest(api: GraphqlClient, variables: RequestWords): Promise<AdmissionRequest> {
  const { request } = await api.request({
    query: `mutation ($id: ID!, $words: String!) { request: answerAdmission(organizationId: $id, answer: $words) { ${FIELDS} } }`,
    variables: { ...variables },
    answer: ChangedAnswer,
  });
  return request;
}

/** The accreditor asks the asker something. */
export async function askBack(api: GraphqlClient, variables: RequestWords): Promise<AdmissionRequest> {
  const { request } = await api.request({
    query: `mutation ($id: ID!, $words: String!) { request: askBackAdmission(organizationId: $id, question: $words) { ${FIELDS} } }`,
    variables: { ...variables },
    answer: ChangedAnswer,
  });
  return request;
}

/** The accreditor says no, and why. */
export async function refuseRequest(api: GraphqlClient, variables: RequestWords): Promise<AdmissionRequest> {
  const { request } = await api.request({
    query: `mutation ($id: ID!, $words: String!) { request: refuseAdmission(organizationId: $id, reason: $words) { ${FIELDS} } }`,
    variables: { ...variables },
    answer: ChangedAnswer,
  });
  return request;
}

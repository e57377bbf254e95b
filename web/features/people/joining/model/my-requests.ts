import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const MY_REQUESTS = graphql(`
  query MyAdmissionRequests {
    myAdmissionRequests {
      organizationId
      slug
      kind
      state
      requestedAt
      contact
      letter
      question
      answer
      reason
      name {
        en
        zh
      }
    }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawAdmissionRequest($id: ID!) {
    withdrawAdmissionRequest(organizationId: $id) {
      state
    }
  }
`);

const ANSWER = graphql(`
  mutation AnswerAdmission($id: ID!, $answer: String!) {
    answerAdmission(organizationId: $id, answer: $answer) {
      state
    }
  }
`);

export type MyRequest = ResultOf<typeof MY_REQUESTS>['myAdmissionRequests'][number];

/** Nobody decided yet, and it was not taken back. */
export function isUndecided({ state }: Pick<MyRequest, 'state'>): boolean {
  return state === 'WAITING' || state === 'ASKED_BACK';
}

/** What the key asked for, with what became of it. */
export async function fetchMyRequests(signal: AbortSignal): Promise<readonly MyRequest[]> {
  return (await request(MY_REQUESTS, {}, { signal })).myAdmissionRequests;
}

export async function withdrawRequest(id: string): Promise<void> {
  await request(WITHDRAW, { id });
}

export async function answerRequest(id: string, answer: string): Promise<void> {
  await request(ANSWER, { id, answer });
}

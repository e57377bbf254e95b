import { BEFOREHAND, CONTACT } from '../../../lib/profiles/fragments.ts';
import { COVER, NAMED_ORGANIZATION, TERMS } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const REQUEST = graphql(
  `
    query Request($id: ID!) {
      request(id: $id) {
        id
        kind
        state
        roles
        dueDay
        lastSequence
        call {
          id
          title {
            en
            zh
          }
        }
        events {
          kind
          at
          assetId
          role
          statementHash
          licenseId
          newHolder {
            ...NamedOrganization
          }
        }
        parties {
          role
          account
          handledBy
          hasHandlerLeft
          organization {
            ...NamedOrganization
            ...ContactFields
          }
        }
        items {
          assetId
          state
          revision
          agreedBy
          waitsFor
          declinedBy
          licenseId
          terms {
            ...TermsFields
            token
            communityShareBps
            price {
              amount
              token
            }
            share {
              amount
              token
            }
          }
          agreement {
            sha256
          }
          asset {
            id
            identifier
            title {
              en
              zh
            }
            cover {
              ...CoverFields
            }
          }
        }
      }
    }
  `,
  [COVER, CONTACT, NAMED_ORGANIZATION, TERMS],
);

type RawRequest = ResultOf<typeof REQUEST>['request'];

export const REQUEST_ENTRIES = graphql(
  `
    query RequestEntries($id: ID!, $after: Int!) {
      request(id: $id) {
        entries(after: $after) {
          sequence
          kind
          role
          account
          at
          assetIds
          text
          files {
            id
            name
            mediaType
            size
          }
          organization {
            ...NamedOrganization
          }
          changes {
            assetIds
            field
            before
            after
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type Entry = ResultOf<typeof REQUEST_ENTRIES>['request']['entries'][number];
export type Change = Entry['changes'][number];

/** A request with its whole thread. */
export interface ShownRequest extends RawRequest {
  readonly entries: readonly Entry[];
}
export type Item = RawRequest['items'][number];
export type ThreadEvent = RawRequest['events'][number];
export type Terms = NonNullable<Item['terms']>;
export type Party = RawRequest['parties'][number];
export type Role = Party['role'];
export type RequestState = RawRequest['state'];

/** What was done of what is agreed, as far as the platform shows it. */
export const AGREED_ASSET = graphql(
  `
    query AgreedAsset($id: ID!) {
      asset(id: $id) {
        id
        useConsents {
          ...TermsFields
          state
          shareBps
          minPrice {
            amount
            token
          }
          licensee {
            id
          }
          holder {
            id
          }
        }
        offers {
          ...TermsFields
          id
          communityShareBps
          price {
            amount
            token
          }
          licensee {
            id
          }
        }
      }
    }
  `,
  [TERMS],
);

export type AgreedAsset = NonNullable<ResultOf<typeof AGREED_ASSET>['asset']>;

export const ANSWER_REQUEST = graphql(`
  mutation AnswerRequest(
    $id: ID!
    $after: Int!
    $kind: AnswerKind!
    $assetIds: [ID!]
    $message: String
    $files: [ID!]
    $terms: TermsChangeInput
    $organizationId: ID
  ) {
    answerRequest(
      id: $id
      after: $after
      kind: $kind
      assetIds: $assetIds
      message: $message
      files: $files
      terms: $terms
      organizationId: $organizationId
    ) {
      id
    }
  }
`);

export const REQUEST_OBSTACLES = graphql(`
  query RequestObstacles($id: ID!, $assetIds: [ID!], $terms: TermsChangeInput) {
    request(id: $id) {
      obstacles(assetIds: $assetIds, terms: $terms) {
        assetId
        reasons {
          code
          en
          zh
        }
      }
    }
  }
`);

/** Why an asset can’t be licensed on terms that are agreed to or named. */
export type Obstacles = ResultOf<typeof REQUEST_OBSTACLES>['request']['obstacles'][number];

export const TAKE_OVER_REQUEST = graphql(`
  mutation TakeOverRequest($id: ID!, $organizationId: ID) {
    takeOverRequest(id: $id, organizationId: $organizationId) {
      id
    }
  }
`);

export const COUNCIL_VOICES = graphql(`
  query CouncilVoices {
    me {
      councils {
        isNamed
        community {
          id
        }
        safe {
          address
          owners
          threshold
        }
      }
    }
  }
`);

export type CouncilVoice = ResultOf<typeof COUNCIL_VOICES>['me']['councils'][number];

export const SAFE_PROPOSALS = graphql(`
  query RequestProposals($safe: String!) {
    safeTransactions(safe: $safe) {
      hash
      safe
      to
      data
      nonce
      state
      threshold
      signers
    }
  }
`);

export type SafeProposal = ResultOf<typeof SAFE_PROPOSALS>['safeTransactions'][number];

export const REQUESTS = graphql(
  `
    query Requests($role: PartyRole, $state: RequestState, $first: Int!, $after: String) {
      requests(role: $role, state: $state, first: $first, after: $after) {
        edges {
          node {
            id
            kind
            state
            roles
            dueDay
            changedAt
            parties {
              role
              account
              organization {
                ...NamedOrganization
              }
            }
            items {
              assetId
              state
              waitsFor
              asset {
                identifier
                title {
                  en
                  zh
                }
                cover {
                  ...CoverFields
                }
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

export type RequestRow = ResultOf<typeof REQUESTS>['requests']['edges'][number]['node'];

export const ASKED_ASSET = graphql(
  `
    query AskedAsset($id: ID!) {
      asset(id: $id) {
        id
        title {
          en
          zh
        }
        cover {
          ...CoverFields
        }
        holder {
          ...NamedOrganization
          ...ContactFields
          ...BeforehandFields
          suspension {
            suspendedFrom
          }
        }
        community {
          ...NamedOrganization
          ...ContactFields
          ...BeforehandFields
        }
      }
    }
  `,
  [BEFOREHAND, CONTACT, COVER, NAMED_ORGANIZATION],
);

export type AskedAsset = NonNullable<ResultOf<typeof ASKED_ASSET>['asset']>;

/** The call for proposals that a use answers. */
export const ANSWERED_CALL = graphql(
  `
    query AnsweredCall($id: ID!) {
      call(id: $id) {
        id
        state
        closingDay
        title {
          en
          zh
        }
        organization {
          ...NamedOrganization
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type AnsweredCall = ResultOf<typeof ANSWERED_CALL>['call'];

export const ASK_FOR_USE = graphql(`
  mutation AskForUse($input: AskForUseInput!) {
    askForUse(input: $input) {
      id
    }
  }
`);

import { NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../../lib/session/graphql.ts';

const PROPOSED = graphql(`
  fragment ProposedFields on ProposedConcept @_unmask {
    id
    vocabulary
    code
    prefLabel {
      en
      zh
    }
    altLabels {
      zh
      en
      hant
      pinyin
      other
    }
    broader
    related
    scopeNote {
      en
      zh
    }
    sources
    exactMatch {
      scheme
      id
      source
    }
    community
  }
`);

const PROPOSAL = graphql(
  `
    fragment ProposalFields on ConceptProposal @_unmask {
      id
      state
      message
      reason
      proposedAt
      decidedAt
      changeCount
      organization {
        ...NamedOrganization
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

/** Of an accepted concept: what a change of it begins with. */
export const ACCEPTED_CONCEPT = graphql(
  `
    query AcceptedConcept($vocabulary: String!, $code: String!) {
      concept(vocabulary: $vocabulary, code: $code) {
        accepted {
          ...ProposedFields
        }
      }
    }
  `,
  [PROPOSED],
);

export const PROPOSE_CONCEPT = graphql(`
  mutation ProposeConcept($organizationId: ID!, $concept: ConceptInput!, $message: String) {
    proposeConcept(organizationId: $organizationId, concept: $concept, message: $message) {
      id
    }
  }
`);

export const COMMUNITIES = graphql(
  `
    query ConceptCommunities($after: String) {
      organizations(kind: COMMUNITY, first: 100, after: $after) {
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            ...NamedOrganization
            isAdmitted
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const PROPOSALS = graphql(
  `
    query ConceptProposals($state: ConceptProposalState, $after: String) {
      conceptProposals(state: $state, first: 20, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            ...ProposalFields
            changes(first: 3) {
              present {
                id
              }
              proposed {
                id
                prefLabel {
                  en
                  zh
                }
              }
            }
          }
        }
      }
    }
  `,
  [PROPOSAL],
);

export const PROPOSAL_PAGE = graphql(
  `
    query ConceptProposal($id: ID!) {
      conceptProposal(id: $id) {
        ...ProposalFields
        mayAccept
        mayDecline
        mayWithdraw
      }
    }
  `,
  [PROPOSAL],
);

export const PROPOSED_CHANGES = graphql(
  `
    query ProposedChanges($id: ID!, $from: Int!) {
      conceptProposal(id: $id) {
        changes(first: 20, from: $from) {
          changed
          proposed {
            ...ProposedFields
          }
          present {
            accepted {
              ...ProposedFields
            }
          }
        }
      }
    }
  `,
  [PROPOSED],
);

export const ACCEPT = graphql(`
  mutation AcceptConceptProposal($id: ID!) {
    acceptConceptProposal(id: $id) {
      id
    }
  }
`);

export const DECLINE = graphql(`
  mutation DeclineConceptProposal($id: ID!, $reason: String!) {
    declineConceptProposal(id: $id, reason: $reason) {
      id
    }
  }
`);

export const WITHDRAW = graphql(`
  mutation WithdrawConceptProposal($id: ID!) {
    withdrawConceptProposal(id: $id) {
      id
    }
  }
`);

export const CHECK_CONCEPTS = graphql(`
  query CheckConcepts($organizationId: ID!, $format: ConceptFormat!, $document: String!) {
    checkConcepts(organizationId: $organizationId, format: $format, document: $document) {
      added
      changed
      same
      problems {
        field
        message
      }
    }
  }
`);

export const PROPOSE_CONCEPTS = graphql(`
  mutation ProposeConcepts(
    $organizationId: ID!
    $format: ConceptFormat!
    $document: String!
    $message: String
  ) {
    proposeConcepts(
      organizationId: $organizationId
      format: $format
      document: $document
      message: $message
    ) {
      added
      changed
      same
      proposal {
        id
      }
      problems {
        field
        message
      }
    }
  }
`);

export type ProposalRow = ResultOf<typeof PROPOSALS>['conceptProposals']['edges'][number]['node'];
export type ProposalState = ProposalRow['state'];
export type ShownProposal = NonNullable<ResultOf<typeof PROPOSAL_PAGE>['conceptProposal']>;
export type ShownChange = NonNullable<
  ResultOf<typeof PROPOSED_CHANGES>['conceptProposal']
>['changes'][number];
export type ProposedConcept = ShownChange['proposed'];
export type ImportCheck = ResultOf<typeof CHECK_CONCEPTS>['checkConcepts'];
export type ConceptFormat = VariablesOf<typeof CHECK_CONCEPTS>['format'];

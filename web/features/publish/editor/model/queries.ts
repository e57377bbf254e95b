import { AGREEMENT } from '../../../../lib/agreements/fragments.ts';
import { RIGHTS_STATEMENT } from '../../../../lib/rights-statement/fragments.ts';
import { NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const DRAFT = graphql(
  `
    query DraftToEdit($id: ID!) {
      draft(id: $id) {
        id
        assetId
        kind
        access
        synthetic
        creditLine
        agreement {
          ...AgreementFields
        }
        rightsStatement {
          ...RightsStatementFields
        }
        identifier
        noCommunityReason
        publishedIndex
        updatedAt
        title {
          en
          zh
        }
        description {
          en
          zh
        }
        terms {
          vocabulary
          code
          en
          zh
        }
        organization {
          ...NamedOrganization
        }
        community {
          id
          name {
            en
            zh
          }
        }
        files {
          path
          bytes
          isComplete
          sha256
          uploadUrl
          isReplacement
        }
        revises {
          id
          version
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, AGREEMENT, RIGHTS_STATEMENT],
);

export type Draft = NonNullable<ResultOf<typeof DRAFT>['draft']>;
export type ServerFile = Draft['files'][number];

export const DRAFT_FILES = graphql(`
  query DraftFiles($id: ID!) {
    draft(id: $id) {
      files {
        path
        bytes
        isComplete
        sha256
        uploadUrl
        isReplacement
      }
    }
  }
`);

export const DRAFTS = graphql(`
  query Drafts($organizationId: ID!, $after: String) {
    drafts(organizationId: $organizationId, first: 20, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          updatedAt
          title {
            en
            zh
          }
          files {
            bytes
            isComplete
          }
          revises {
            id
            version
          }
        }
      }
    }
  }
`);

export type ListedDraft = ResultOf<typeof DRAFTS>['drafts']['edges'][number]['node'];

export const CREATE_DRAFT = graphql(`
  mutation CreateDraft($input: DraftInput!) {
    createDraft(input: $input) {
      id
    }
  }
`);

export const UPDATE_DRAFT = graphql(`
  mutation UpdateDraft($id: ID!, $input: DraftContentInput!) {
    updateDraft(id: $id, input: $input) {
      id
    }
  }
`);

export const DELETE_DRAFT = graphql(`
  mutation DeleteDraft($id: ID!) {
    deleteDraft(id: $id)
  }
`);

export const CREATE_REVISION = graphql(`
  mutation CreateRevision($assetId: ID!) {
    createRevision(assetId: $assetId) {
      id
    }
  }
`);

export const REBASE_DRAFT = graphql(`
  mutation RebaseDraft($id: ID!) {
    rebaseDraft(id: $id) {
      id
    }
  }
`);

export const ASSET_TO_REVISE = graphql(`
  query AssetToRevise($id: ID!) {
    asset(id: $id) {
      id
      version
      isWithdrawn
      title {
        en
        zh
      }
      holder {
        id
        name {
          en
          zh
        }
      }
    }
  }
`);

export type AssetToRevise = NonNullable<ResultOf<typeof ASSET_TO_REVISE>['asset']>;

export const REMOVE_FILE = graphql(`
  mutation RemoveDraftFile($draftId: ID!, $path: String!) {
    removeDraftFile(draftId: $draftId, path: $path) {
      id
    }
  }
`);

export const COMMUNITIES = graphql(
  `
    query Communities($after: String) {
      organizations(kind: COMMUNITY, first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NamedOrganization
            isAdmitted
            peoples
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type Community = ResultOf<typeof COMMUNITIES>['organizations']['edges'][number]['node'];

export const VOCABULARY_TERMS = graphql(`
  query VocabularyTerms($vocabulary: String!, $text: String) {
    vocabularyTerms(vocabulary: $vocabulary, text: $text, first: 20) {
      vocabulary
      code
      en
      zh
    }
  }
`);

export const ASSET_TO_WITHDRAW = graphql(`
  query AssetToWithdraw($id: ID!) {
    asset(id: $id) {
      id
      isWithdrawn
      title {
        en
        zh
      }
      holder {
        id
        name {
          en
          zh
        }
      }
      community {
        id
        name {
          en
          zh
        }
      }
      offers {
        id
      }
    }
  }
`);

export type AssetToWithdraw = NonNullable<ResultOf<typeof ASSET_TO_WITHDRAW>['asset']>;

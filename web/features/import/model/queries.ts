import { NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql } from '../../../lib/session/graphql.ts';

export const SAVED_MAPPINGS = graphql(`
  query SavedMappings($organizationId: ID!) {
    savedMappings(organizationId: $organizationId) {
      name
      version
      mapping
      savedAt
    }
  }
`);

export const SAVE_MAPPING = graphql(`
  mutation SaveMapping($organizationId: ID!, $input: SavedMappingInput!) {
    saveMapping(organizationId: $organizationId, input: $input) {
      name
      version
    }
  }
`);

export const ADMITTED_COMMUNITIES = graphql(
  `
    query CommunitiesOfImports {
      organizations(kind: COMMUNITY, first: 100) {
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

import { useQuery } from '@tanstack/react-query';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from '../../../lib/session/api.ts';
import { usePages } from '../../../lib/session/use-pages.ts';
import { BEFOREHAND, CONTACT } from '../../../lib/profiles/fragments.ts';
import { COMMUNITY_LABEL, COVER, NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../../lib/session/graphql.ts';
import { STATEMENT_FIELDS } from '../../../lib/statements/documents.ts';

const ORGANIZATIONS = graphql(
  `
    query Organizations($kind: OrganizationKind, $after: String) {
      organizations(kind: $kind, first: 60, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NamedOrganization
            kind
            isAdmitted
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

const ORGANIZATION = graphql(
  `
    query OrganizationPage($slug: String!) {
      organization(slug: $slug) {
        ...NamedOrganization
        kind
        isAdmitted
        council
        payout
        description {
          en
          zh
        }
        ...ContactFields
        ...BeforehandFields
        pictureAsset {
          id
          cover {
            ...CoverFields
          }
        }
        logoAsset {
          id
          cover {
            ...CoverFields
          }
        }
        labels {
          ...CommunityLabelFields
        }
        members {
          address
          role
        }
        succession {
          candidate
          seatableAt
          byCouncil
        }
        suspension {
          suspendedFrom
          reason
        }
        admission {
          ...StatementFields
        }
      }
    }
  `,
  [STATEMENT_FIELDS, COMMUNITY_LABEL, NAMED_ORGANIZATION, CONTACT, BEFOREHAND, COVER],
);

const ASSETS_OF = graphql(
  `
    query OrganizationAssets($filter: AssetFilter!) {
      assets(filter: $filter, first: 6) {
        totalCount
        edges {
          node {
            id
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
  [COVER],
);

export type OrganizationKind = NonNullable<VariablesOf<typeof ORGANIZATIONS>['kind']>;
export type ShownOrganization = NonNullable<ResultOf<typeof ORGANIZATION>['organization']>;

export function useOrganizations(kind: OrganizationKind | null) {
  return usePages({
    queryKey: ['organizations', kind],
    readPage: async (after, signal) =>
      (await request(ORGANIZATIONS, { kind, after }, { signal })).organizations,
  });
}

/** Null when there is none of this name. */
export function useOrganization(slug: string) {
  return useQuery({
    queryKey: ['organization', slug],
    queryFn: async ({ signal }) => {
      try {
        return (await request(ORGANIZATION, { slug }, { signal })).organization;
      } catch (error) {
        if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
        throw error;
      }
    },
  });
}

/** What a community's heritage is, or what an institution answers for; other kinds have none. */
export function useAssetsOf({ id, kind }: Pick<ShownOrganization, 'id' | 'kind'>) {
  return useQuery({
    queryKey: ['organization-assets', id],
    queryFn: async ({ signal }) => {
      const filter = kind === 'COMMUNITY' ? { community: id } : { holder: id };
      return (await request(ASSETS_OF, { filter }, { signal })).assets;
    },
    enabled: kind === 'COMMUNITY' || kind === 'INSTITUTION',
  });
}

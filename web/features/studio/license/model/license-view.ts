import { AGREEMENT } from '../../../../lib/agreements/fragments.ts';
import { request } from '../../../../lib/session/api.ts';
import { COMMUNITY_LABEL, COVER, NAMED_ORGANIZATION, TERMS } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const LICENSE = graphql(
  `
    query StudioLicense($id: ID!) {
      license(id: $id) {
        ...TermsFields
        id
        shortNumber
        origin
        parent
        isRevoked
        soldAt
        transaction
        communityShareBps
        price {
          amount
          token
        }
        revocation {
          at
          reason
          reasonHash
        }
        version {
          version
          publishedAt
          statementHash
          creditLine
          agreement {
            ...AgreementFields
          }
          title {
            en
            zh
          }
        }
        versions {
          takenAt
          version {
            version
            publishedAt
            creditLine
            fileCount
            totalBytes
            title {
              en
              zh
            }
            takeDown {
              takenDownAt
            }
          }
        }
        newerVersion {
          version
          publishedAt
          fileCount
          totalBytes
        }
        licensee {
          ...NamedOrganization
        }
        asset {
          id
          takeDowns {
            leafIndex
            takenDownAt
            reason
            scope {
              version
              path
              field
            }
            organization {
              id
              name {
                en
                zh
              }
            }
          }
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
            council
            name {
              en
              zh
            }
            labels {
              ...CommunityLabelFields
            }
          }
          cover {
            ...CoverFields
          }
          missingPicture {
            why
            format
          }
        }
      }
      licenseCheck(id: $id) {
        state
        revokedAt
        holder {
          id
          name {
            en
            zh
          }
        }
      }
    }
  `,
  [AGREEMENT, NAMED_ORGANIZATION, COMMUNITY_LABEL, COVER, TERMS],
);

type Answer = ResultOf<typeof LICENSE>;

/** A license as one of its parties sees it, with the state that anybody may check. */
export interface LicenseView {
  readonly license: NonNullable<Answer['license']>;
  readonly check: NonNullable<Answer['licenseCheck']>;
}

/** A version that a license opens. */
export type OpenedVersion = LicenseView['license']['versions'][number];

/** @throws RefusedError NOT_FOUND for whoever is no party */
export async function getLicenseView(id: string, signal: AbortSignal): Promise<LicenseView | null> {
  const { license, licenseCheck } = await request(LICENSE, { id }, { signal });
  return license === null || licenseCheck === null ? null : { license, check: licenseCheck };
}

export function licenseQuery(id: string) {
  return {
    queryKey: ['studio', 'license', id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => getLicenseView(id, signal),
  };
}

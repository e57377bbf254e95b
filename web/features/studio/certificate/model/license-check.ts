import { AGREEMENT } from '../../../../lib/agreements/fragments.ts';
import { RIGHTS_STATEMENT } from '../../../../lib/rights-statement/fragments.ts';
import { request } from '../../../../lib/session/api.ts';
import { COMMUNITY_LABEL, COVER, NAMED_ORGANIZATION, TERMS } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const CHECK = graphql(
  `
    query StudioLicenseCheck($id: ID!) {
      licenseCheck(id: $id) {
        ...TermsFields
        id
        shortNumber
        state
        soldAt
        revokedAt
        transaction
        isOfVersion
        versionHash
        version {
          version
          publishedAt
          creditLine
          agreement {
            ...AgreementFields
          }
          rightsStatement {
            ...RightsStatementFields
          }
          title {
            en
            zh
          }
        }
        holder {
          ...NamedOrganization
        }
        licensee {
          ...NamedOrganization
        }
        asset {
          id
          takeDowns {
            leafIndex
            takenDownAt
            scope {
              version
              path
              field
            }
          }
          creditLine
          title {
            en
            zh
          }
          community {
            ...NamedOrganization
            labels {
              ...CommunityLabelFields
            }
          }
          cover {
            ...CoverFields
          }
        }
      }
    }
  `,
  [AGREEMENT, RIGHTS_STATEMENT, NAMED_ORGANIZATION, COMMUNITY_LABEL, COVER, TERMS],
);

export type LicenseCheck = NonNullable<ResultOf<typeof CHECK>['licenseCheck']>;

/** Null when no such license was sold. */
export async function findLicenseCheck(id: string, signal?: AbortSignal): Promise<LicenseCheck | null> {
  return (await request(CHECK, { id }, signal === undefined ? {} : { signal })).licenseCheck;
}

export async function readPublicState(id: string) {
  const check = await findLicenseCheck(id);
  return { state: check?.state ?? null, licenseeId: check?.licensee.id ?? null };
}

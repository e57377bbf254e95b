import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const CHECK = graphql(`
  query StudioLicenseCheck($id: ID!) {
    licenseCheck(id: $id) {
      id
      state
      media
      territories
      firstDay
      lastDay
      exclusive
      rights
      soldAt
      revokedAt
      transaction
      isOfVersion
      versionHash
      version {
        version
        publishedAt
        creditLine
        title {
          en
          zh
        }
      }
      holder {
        id
        slug
        name {
          en
          zh
        }
      }
      licensee {
        id
        slug
        name {
          en
          zh
        }
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
          id
          slug
          name {
            en
            zh
          }
          labels {
            code
            title {
              en
              zh
            }
            text {
              en
              zh
            }
          }
        }
        cover {
          id
          image {
            width
            height
            placeholder
          }
        }
      }
    }
  }
`);

export type LicenseCheck = NonNullable<ResultOf<typeof CHECK>['licenseCheck']>;

/** Null when no such license was sold. */
export async function findLicenseCheck(id: string, signal?: AbortSignal): Promise<LicenseCheck | null> {
  return (await request(CHECK, { id }, signal === undefined ? {} : { signal })).licenseCheck;
}

export async function readPublicState(id: string) {
  const check = await findLicenseCheck(id);
  return { state: check?.state ?? null, licenseeId: check?.licensee.id ?? null };
}

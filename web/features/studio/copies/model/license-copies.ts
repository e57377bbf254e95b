import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const SHOWN_AT_ONCE = 50;

const COPIES = graphql(`
  query LicenseCopies($licenseId: ID!, $first: Int!, $after: String) {
    licenseCopies(licenseId: $licenseId, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      edges {
        cursor
        node {
          fileId
          path
          state
          form
          sidecarReason
          detail
          copyPath
          bytes
          hasXmp
          url
          xmpUrl
        }
      }
    }
  }
`);

const COUNTS = graphql(`
  query LicenseCopyCounts($licenseId: ID!) {
    licenseCopyCounts(licenseId: $licenseId) {
      state
      count
    }
  }
`);

const RETRY = graphql(`
  mutation RetryLicenseCopies($licenseId: ID!) {
    retryLicenseCopies(licenseId: $licenseId)
  }
`);

export type LicenseCopy = ResultOf<typeof COPIES>['licenseCopies']['edges'][number]['node'];

export async function pageOfCopies(licenseId: string, after: string | null, signal: AbortSignal) {
  const { licenseCopies } = await request(COPIES, { licenseId, first: SHOWN_AT_ONCE, after }, { signal });
  return licenseCopies;
}

export async function countCopies(licenseId: string, signal: AbortSignal) {
  const { licenseCopyCounts } = await request(COUNTS, { licenseId }, { signal });
  const countOf = (wanted: 'WAITING' | 'FAILED') =>
    licenseCopyCounts.find(({ state }) => state === wanted)?.count ?? 0;
  return { waiting: countOf('WAITING'), failed: countOf('FAILED') };
}

export async function retryCopies(licenseId: string): Promise<void> {
  await request(RETRY, { licenseId });
}

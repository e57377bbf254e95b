import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';

const FILE_JOBS = graphql(`
  query DeskFileJobs($id: ID!, $state: FileJobState, $after: String) {
    fileJobs(organizationId: $id, state: $state, first: 20, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          state
          progress
          attempts
          nextAttemptAt
          problem
          detail
          detailZh
          isRetriable
          path
          bytes
          updatedAt
          asset {
            id
            title {
              en
              zh
            }
          }
        }
      }
    }
  }
`);

const COUNTS = graphql(`
  query DeskFileJobCounts($id: ID!) {
    fileJobCounts(organizationId: $id) {
      state
      count
      retriable
    }
  }
`);

const UPLOADS = graphql(`
  query DeskUploads($id: ID!) {
    uploadsUnderWay(organizationId: $id) {
      id
      draftId
      path
      bytes
      receivedBytes
      expiresAt
    }
  }
`);

const RETRY = graphql(`
  mutation RetryJob($id: ID!) {
    retryJob(id: $id) {
      id
      kind
      path
    }
  }
`);

const RETRY_ALL = graphql(`
  mutation RetryFailedJobs($id: ID!) {
    retryFailedJobs(organizationId: $id)
  }
`);

export type DeskFileJob = ResultOf<typeof FILE_JOBS>['fileJobs']['edges'][number]['node'];
export type RetriedJob = ResultOf<typeof RETRY>['retryJob'];
export type DeskUpload = ResultOf<typeof UPLOADS>['uploadsUnderWay'][number];
export const JOB_STATES = ['WAITING', 'RUNNING', 'FAILED', 'UNAVAILABLE', 'DONE'] as const;
export type JobStateName = (typeof JOB_STATES)[number];

const REFRESH_MS = 4_000;
const JOBS_KEY = 'desk-file-jobs';
const COUNTS_KEY = 'desk-file-job-counts';

export function useFileJobs(id: string, state: JobStateName | null) {
  return usePages({
    queryKey: [JOBS_KEY, id, state],
    readPage: async (after, signal) => (await request(FILE_JOBS, { id, state, after }, { signal })).fileJobs,
    refetchInterval: REFRESH_MS,
  });
}

export function useFileJobCounts(id: string) {
  return useQuery({
    queryKey: [COUNTS_KEY, id],
    queryFn: async ({ signal }) => (await request(COUNTS, { id }, { signal })).fileJobCounts,
    refetchInterval: REFRESH_MS,
  });
}

/** With the moment they were read at, from which their speed follows. */
export function useUploadsUnderWay(id: string) {
  return useQuery({
    queryKey: ['desk-uploads', id],
    queryFn: async ({ signal }) => ({
      uploads: (await request(UPLOADS, { id }, { signal })).uploadsUnderWay,
      readAt: Date.now(),
    }),
    refetchInterval: REFRESH_MS,
    structuralSharing: false,
  });
}

export function useRetries(organizationId: string) {
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all([JOBS_KEY, COUNTS_KEY].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const one = useMutation({ mutationFn: (id: string) => request(RETRY, { id }), onSuccess });
  const all = useMutation({ mutationFn: () => request(RETRY_ALL, { id: organizationId }), onSuccess });
  // What is told of one act is over when another begins.
  const retryOne = (id: string) => {
    all.reset();
    one.mutate(id);
  };
  const retryAll = () => {
    one.reset();
    all.mutate();
  };
  return { one, all, retryOne, retryAll };
}

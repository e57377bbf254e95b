import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const RECOVERY = graphql(`
  query RecoveryKey($id: ID!) {
    recoveryRecipient(organizationId: $id) {
      recipient
      setAt
      setBy
    }
  }
`);

const LEFT = graphql(`
  query RecoveryFilesLeft($id: ID!) {
    recoveryFilesLeft(organizationId: $id)
    jobs {
      name
      state
    }
  }
`);

const SET = graphql(`
  mutation SetRecoveryKey($id: ID!, $recipient: String) {
    setRecoveryRecipient(organizationId: $id, recipient: $recipient) {
      recipient
    }
  }
`);

const RECOVERY_KEY = 'recovery-key';
const LEFT_KEY = 'recovery-files-left';
const REFRESH_MS = 4_000;

export type RecoveryKey = NonNullable<ResultOf<typeof RECOVERY>['recoveryRecipient']>;

export function useRecoveryKey(id: string) {
  return useQuery({
    queryKey: [RECOVERY_KEY, id],
    queryFn: async ({ signal }) => (await request(RECOVERY, { id }, { signal })).recoveryRecipient,
  });
}

/** How many originals are still to be done, and whether that stands still; asked again until none is left. */
export function useRecoveryProgress(id: string) {
  return useQuery({
    queryKey: [LEFT_KEY, id],
    queryFn: async ({ signal }) => {
      const { recoveryFilesLeft: left, jobs } = await request(LEFT, { id }, { signal });
      return { left, isFailing: jobs.some(({ name, state }) => name === 'vault' && state === 'FAILED') };
    },
    refetchInterval: ({ state }) => ((state.data?.left ?? 0) > 0 ? REFRESH_MS : false),
  });
}

/** `null` takes it away. */
export function useSetRecoveryKey(id: string) {
  const client = useQueryClient();
  return async (recipient: string | null) => {
    await request(SET, { id, recipient });
    await Promise.all(
      [RECOVERY_KEY, LEFT_KEY].map((key) => client.invalidateQueries({ queryKey: [key, id] })),
    );
  };
}

import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useDecidingWords } from '../../../../lib/council/deciding.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import type { Council } from '../../desk/model/council.ts';
import { KeyList } from './key-list.tsx';
import { KeyName } from './key-name.tsx';

const OWNERS = graphql(`
  query NamedCouncilOwners($address: String!) {
    safe(address: $address) {
      owners
      threshold
    }
  }
`);

interface NamedCouncilProps {
  readonly address: string;
  readonly council: Council;
}

/** A key that may take the seat; of several people together, each of them. */
export function NamedCouncil({ address, council }: NamedCouncilProps) {
  const deciding = useDecidingWords();
  const {
    data: safe,
    error,
    refetch,
  } = useQuery({
    queryKey: ['named-council', address],
    queryFn: async ({ signal }) => (await request(OWNERS, { address }, { signal })).safe,
  });
  return (
    <>
      <KeyName address={address} council={council} />
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {safe !== null && safe !== undefined && (
        <>
          <p>{deciding('they', safe)}</p>
          <KeyList addresses={safe.owners} council={council} />
        </>
      )}
    </>
  );
}

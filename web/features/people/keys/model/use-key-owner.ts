import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const KEY_OWNER = graphql(`
  query KeyOwner($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
    }
  }
`);

/** The name of who has the key's account here; null when no account has it, undefined until that is known. */
export function useKeyOwner(address: string | null): string | null | undefined {
  const { data } = useQuery({
    queryKey: ['key-owner', address],
    queryFn: async ({ signal }) => {
      const { people } = await request(KEY_OWNER, { addresses: [address ?? ''] }, { signal });
      return people[0]?.displayName ?? null;
    },
    enabled: address !== null,
  });
  return data;
}

import { useQuery } from '@tanstack/react-query';
import { request } from './api.ts';
import { graphql } from './graphql.ts';
import { useSession } from './session.tsx';
import { shortAddress } from '../organizations/short-address.ts';

const KEY_OWNER = graphql(`
  query NamedKeyOwner($addresses: [String!]!) {
    people(addresses: $addresses) {
      displayName
    }
  }
`);

/** Whose key it is, as they call themselves to who is signed in, and the key's number to compare. */
export function KeyOwner({ address }: { readonly address: string }) {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: ['named-key-owner', address],
    queryFn: async ({ signal }) => (await request(KEY_OWNER, { addresses: [address] }, { signal })).people,
    enabled: me !== null,
  });
  const name = data?.[0]?.displayName;
  return (
    <>
      {name !== undefined && <strong>{name} </strong>}
      <code title={address}>{shortAddress(address)}</code>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import {
  type ActingKeys,
  type AddressHolder,
  holderOf,
  payoutConcern,
  type PayoutConcern,
} from '@lanran/sdk/organizations/address-holder';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';

const PAID = graphql(`
  query PaidOrganization($id: ID!) {
    organization(id: $id) {
      payout
      council
      members {
        address
        role
      }
      succession {
        candidate
      }
    }
  }
`);

const ADDRESS = graphql(`
  query HeldAddress($address: String!) {
    safe(address: $address) {
      owners
      threshold
    }
  }
`);

const NAMES = graphql(`
  query PayeeNames($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
    }
  }
`);

type Safe = NonNullable<ResultOf<typeof ADDRESS>['safe']>;

/** Who acts for an organization, and where it is paid. */
export interface PaidOrganization extends ActingKeys {
  readonly payout: string | null;
}

/** Whose an address is, in what an organization shows. */
export interface Held {
  readonly address: string;
  readonly holder: AddressHolder;
  readonly concern: PayoutConcern;
  readonly safe: Safe | null;
  /** As they call themselves; null without an account. */
  readonly name: string | null;
  readonly isYou: boolean;
}

/** What would be so after a change that is being considered. */
export type KeysChange = Partial<Pick<ActingKeys, 'members' | 'council' | 'candidate' | 'councilSafe'>>;

function useAddress(address: string | null) {
  return useQuery({
    queryKey: ['held-address', address],
    queryFn: ({ signal }) => request(ADDRESS, { address: address ?? '' }, { signal }),
    enabled: address !== null,
    staleTime: 60_000,
  });
}

/** Names are for who is signed in; others see what a key is to the organization. */
function useNames(addresses: readonly string[]) {
  const { me } = useSession();
  return useQuery({
    queryKey: ['payee-names', addresses],
    queryFn: async ({ signal }) => (await request(NAMES, { addresses: [...addresses] }, { signal })).people,
    enabled: addresses.length > 0 && me !== null,
  });
}

/** Undefined until it is known; null where there is no such organization. */
export function usePaidOrganization(id: string): PaidOrganization | null | undefined {
  const { data } = useQuery({
    queryKey: ['paid-organization', id],
    queryFn: async ({ signal }) => (await request(PAID, { id }, { signal })).organization,
  });
  const council = useAddress(data?.council ?? null);
  if (data === undefined || (data?.council != null && council.data === undefined)) return undefined;
  if (data === null) return null;
  return {
    payout: data.payout,
    members: data.members,
    council: data.council,
    candidate: data.succession?.candidate ?? null,
    councilSafe: council.data?.safe ?? null,
  };
}

/** Whose the address is; undefined until that is known, and while there is no address. */
export function useHeld(
  organizationId: string,
  address: string | null,
  change: KeysChange = {},
): Held | undefined {
  const { me } = useSession();
  const organization = usePaidOrganization(organizationId);
  const { data } = useAddress(address);
  const { data: names } = useNames(address === null ? [] : [address]);
  if (address === null || organization == null || data === undefined) return undefined;
  const holder = holderOf({ address, safe: data.safe }, { ...organization, ...change });
  return {
    address,
    holder,
    concern: payoutConcern(holder),
    safe: data.safe,
    name: names?.[0]?.displayName ?? null,
    isYou: me?.address.toLowerCase() === address.toLowerCase(),
  };
}

/** Who speaks once the address is the council: the Safe behind it decides whether one person could spend alone. */
export function useSeatedChange(candidate: string): KeysChange {
  const { data } = useAddress(candidate);
  return { council: candidate, candidate: null, councilSafe: data?.safe ?? null };
}

const MOST_NAMED = 100;

/** Addresses of an organization's own: its council, then its members by their names. */
export function usePayees(id: string): readonly { readonly address: string; readonly name: string | null }[] {
  const organization = usePaidOrganization(id);
  const { council = null, members = [] } = organization ?? {};
  const keys = members.map(({ address }) => address).slice(0, MOST_NAMED);
  const { data } = useNames(keys);
  const named = keys
    .filter((address) => address !== council)
    .map((address) => ({
      address,
      name: data?.find((person) => person.address === address)?.displayName ?? null,
    }));
  return council === null ? named : [{ address: council, name: null }, ...named];
}

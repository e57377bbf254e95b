import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';

const SEATS = graphql(`
  query CouncilSeats {
    me {
      councils {
        isNamed
        community {
          id
        }
      }
    }
  }
`);

export interface CouncilSeat {
  readonly communityId: string;
  /** Named to follow the council, and not seated yet. */
  readonly isNamed: boolean;
}

/** Where the signed-in key sits, or is named to: as the council itself, or as an owner of the Safe that is it. Null until known. */
export function useCouncilSeats(): readonly CouncilSeat[] | null {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: ['council-seats', me?.address],
    queryFn: async ({ signal }) => (await request(SEATS, {}, { signal })).me.councils,
    enabled: me !== null,
    staleTime: 60_000,
  });
  if (me === null) return [];
  return data?.map(({ community, isNamed }) => ({ communityId: community.id, isNamed })) ?? null;
}

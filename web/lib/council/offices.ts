import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

const OFFICES = graphql(`
  query Offices {
    deployment {
      logId
      operator
      operatorSuccessor
      accreditor
      accreditorSuccessor
    }
  }
`);

export type Offices = ResultOf<typeof OFFICES>['deployment'];

/** What one key does for a whole installation. */
export type Office = 'OPERATOR' | 'ACCREDITOR';

/** Who holds the two offices; lower-case addresses, null where nobody. */
export function useOffices() {
  return useQuery({
    queryKey: ['offices'],
    queryFn: async ({ signal }) => (await request(OFFICES, {}, { signal })).deployment,
  });
}

export function holderOf(offices: Offices, office: Office): string | null {
  return office === 'OPERATOR' ? offices.operator : offices.accreditor;
}

export function successorOf(offices: Offices, office: Office): string | null {
  return office === 'OPERATOR' ? offices.operatorSuccessor : offices.accreditorSuccessor;
}

export function otherOffice(office: Office): Office {
  return office === 'OPERATOR' ? 'ACCREDITOR' : 'OPERATOR';
}

import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const NUMBERED = graphql(`
  query StudioNumbered($number: String!) {
    numbered(number: $number) {
      licenseIds
      orderIds
      assetIds
    }
  }
`);

type Numbered = ResultOf<typeof NUMBERED>['numbered'];

/** What has a short number, as far as it exists for the reader. */
export async function findNumbered(number: string, signal: AbortSignal): Promise<Numbered> {
  return (await request(NUMBERED, { number }, { signal })).numbered;
}

interface Place {
  readonly id: string;
  readonly path: string;
  /** Of a license that this page checks; null for what has a page of its own. */
  readonly licenseId: string | null;
}

/** Where each is shown; an order that became a license is that license. */
export function placesOf({ licenseIds, orderIds, assetIds }: Numbered): Place[] {
  const open = orderIds.filter((id) => !licenseIds.includes(id));
  return [
    ...licenseIds.map((id) => ({ id, path: `/check/${id}`, licenseId: id })),
    ...open.map((id) => ({ id, path: `/orders/${id}`, licenseId: null })),
    ...assetIds.map((id) => ({ id, path: `/assets/${id}`, licenseId: null })),
  ];
}

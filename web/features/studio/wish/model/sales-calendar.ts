import { queryOptions } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { WINDOW } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const CALENDAR = graphql(
  `
    query StudioCalendar($assetId: ID!) {
      asset(id: $assetId) {
        calendar {
          ...WindowFields
          license
          offer
        }
      }
    }
  `,
  [WINDOW],
);

/** An exclusive license, or, without one, all together that an offer sold beside others. */
export type SalesCalendar = NonNullable<ResultOf<typeof CALENDAR>['asset']>['calendar'][number];

/** What was sold of an asset and is not over, the soonest first. */
export function calendarQuery(assetId: string) {
  return queryOptions({
    queryKey: ['studio', 'taken', assetId],
    queryFn: async ({ signal }): Promise<readonly SalesCalendar[]> => {
      const { asset } = await request(CALENDAR, { assetId }, { signal });
      return [...(asset?.calendar ?? [])].sort((left, right) => left.firstDay.localeCompare(right.firstDay));
    },
    staleTime: 5_000,
  });
}

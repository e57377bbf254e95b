import { useQueryClient } from '@tanstack/react-query';

/** By what an act changes, the queries that show it, each by the first word of its key. */
const SHOWN = {
  consents: [
    'council-asset',
    'council-assets',
    'council-collections',
    'council-uses',
    'desk-assets',
    'desk-offers',
    'desk-refusals',
    'desk-standing',
  ],
  disputes: [
    'asset-to-dispute',
    'council-asset',
    'council-assets',
    'desk-assets',
    'desk-offered',
    'disputes',
    'open-disputes',
    'unasked-assets',
    'waiting-disputes',
  ],
  members: ['desk-invitations', 'elder-names', 'invitations', 'me', 'members', 'people'],
  offers: ['desk-assets', 'desk-offered', 'desk-offers'],
  /** Licenses, orders, and what they earned. */
  sales: [
    'invoices',
    'council-earnings',
    'council-orders',
    'council-sold',
    'credits',
    'desk-credits',
    'desk-earnings',
    'desk-invoiced',
    'desk-licenses',
    'desk-order-list',
    'desk-orders',
  ],
  /** None of these acts changes what an organization is. */
  nothing: ['admitted-organizations', 'council-seats', 'organization-name', 'organizations', 'takers'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Changed = Exclude<keyof typeof SHOWN, 'nothing'>;

/** Whether a query may have another answer after an act. One that is in no list may always, so a new one is never out of date. */
export function isShownIn(queryKey: readonly unknown[], changed: readonly Changed[]): boolean {
  const shown = Object.entries(SHOWN).filter(([, names]) => names.some((name) => name === queryKey[0]));
  return shown.length === 0 || shown.some(([subject]) => changed.some((each) => each === subject));
}

/**
 * Asks again for what an act changed. Acts that change an asset, an organization or who acts for it show everywhere:
 * they invalidate everything.
 */
export function useChanged() {
  return useInvalidation('active');
}

/** The same for an act after which this page is left: it is asked where it is shown next. */
export function useChangedElsewhere() {
  return useInvalidation('none');
}

function useInvalidation(refetchType: 'active' | 'none') {
  const cache = useQueryClient();
  return (...changed: readonly Changed[]) =>
    cache.invalidateQueries({ refetchType, predicate: ({ queryKey }) => isShownIn(queryKey, changed) });
}

import type { RouteObject } from 'react-router';

export const councilRoutes: readonly RouteObject[] = [
  {
    path: 'council',
    lazy: async () => ({ Component: (await import('./desk/pages/council-page.tsx')).CouncilPage }),
  },
  {
    path: 'council/:communityId',
    lazy: async () => ({ Component: (await import('./desk/pages/overview-page.tsx')).OverviewPage }),
  },
  {
    path: 'council/:communityId/asks',
    lazy: async () => ({
      Component: (await import('./consents/pages/pending-requests-page.tsx')).PendingRequestsPage,
    }),
  },
  {
    path: 'council/:communityId/asks/collection/:holderId',
    lazy: async () => ({ Component: (await import('./consents/pages/collection-page.tsx')).CollectionPage }),
  },
  {
    path: 'council/:communityId/asks/:assetId',
    lazy: async () => ({ Component: (await import('./consents/pages/decision-page.tsx')).DecisionPage }),
  },
  {
    path: 'council/:communityId/asks/:assetId/use',
    lazy: async () => ({ Component: (await import('./one-use/pages/one-use-page.tsx')).OneUsePage }),
  },
  {
    path: 'council/:communityId/consents',
    lazy: async () => ({ Component: (await import('./consents/pages/consents-page.tsx')).ConsentsPage }),
  },
  {
    path: 'council/:communityId/consents/:assetId',
    lazy: async () => ({ Component: (await import('./consents/pages/consent-page.tsx')).ConsentPage }),
  },
  {
    path: 'council/:communityId/lists/:listId',
    lazy: async () => ({
      Component: (await import('./consents/pages/list-consent-page.tsx')).ListConsentPage,
    }),
  },
  {
    path: 'council/:communityId/calls',
    lazy: async () => ({ Component: (await import('./desk/pages/calls-page.tsx')).CouncilCallsPage }),
  },
  {
    path: 'council/:communityId/disputes',
    lazy: async () => ({ Component: (await import('./desk/pages/disputes-page.tsx')).DisputesPage }),
  },
  {
    path: 'council/:communityId/take-down/:assetId',
    lazy: async () => ({ Component: (await import('./consents/pages/take-down-page.tsx')).TakeDownPage }),
  },
  {
    path: 'council/:communityId/unasked',
    lazy: async () => ({ Component: (await import('./consents/pages/unasked-page.tsx')).UnaskedPage }),
  },
  {
    path: 'council/:communityId/earnings',
    lazy: async () => ({ Component: (await import('./seat/pages/earnings-page.tsx')).EarningsPage }),
  },
  {
    path: 'council/:communityId/signatures',
    lazy: async () => ({
      Component: (await import('./signatures/pages/signatures-page.tsx')).SignaturesPage,
    }),
  },
  {
    path: 'council/:communityId/labels',
    lazy: async () => ({ Component: (await import('./desk/pages/labels-page.tsx')).LabelsPage }),
  },
  {
    path: 'council/:communityId/succession',
    lazy: async () => ({ Component: (await import('./seat/pages/succession-page.tsx')).SuccessionPage }),
  },
];

import type { RouteObject } from 'react-router';

export const institutionRoutes: readonly RouteObject[] = [
  {
    path: 'institution',
    lazy: async () => ({ Component: (await import('./choose-page.tsx')).ChoosePage }),
  },
  {
    path: 'institution/:organizationId',
    lazy: async () => ({ Component: (await import('./desk-page.tsx')).DeskPage }),
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('./attention-tab.tsx')).AttentionTab }),
      },
      {
        path: 'assets',
        lazy: async () => ({ Component: (await import('./assets-tab.tsx')).AssetsTab }),
      },
      {
        path: 'offers',
        lazy: async () => ({ Component: (await import('./offers-tab.tsx')).OffersTab }),
      },
      {
        path: 'licenses',
        lazy: async () => ({ Component: (await import('./licenses-tab.tsx')).LicensesTab }),
      },
      {
        path: 'orders',
        lazy: async () => ({ Component: (await import('./orders-tab.tsx')).OrdersTab }),
      },
      {
        path: 'earnings',
        lazy: async () => ({ Component: (await import('./earnings-tab.tsx')).EarningsTab }),
      },
      {
        path: 'members',
        lazy: async () => ({ Component: (await import('./members-tab.tsx')).MembersTab }),
      },
      {
        path: 'recovery',
        lazy: async () => ({ Component: (await import('./recovery-tab.tsx')).RecoveryTab }),
      },
      {
        path: 'profile',
        lazy: async () => ({ Component: (await import('./profile-tab.tsx')).ProfileTab }),
      },
      {
        path: 'custody',
        lazy: async () => ({ Component: (await import('./custody-tab.tsx')).CustodyTab }),
      },
      {
        path: 'jobs',
        lazy: async () => ({ Component: (await import('./jobs-tab.tsx')).JobsTab }),
      },
    ],
  },
  {
    path: 'assets/:assetId/offer',
    lazy: async () => ({ Component: (await import('./offer-page.tsx')).OfferPage }),
  },
  {
    path: 'assets/:assetId/custody',
    lazy: async () => ({ Component: (await import('./custody-page.tsx')).CustodyPage }),
  },
];

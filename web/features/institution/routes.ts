import type { RouteObject } from 'react-router';

export const institutionRoutes: readonly RouteObject[] = [
  {
    path: 'institution',
    lazy: async () => ({ Component: (await import('./desk/pages/choose-page.tsx')).ChoosePage }),
  },
  {
    path: 'institution/:organizationId',
    lazy: async () => ({ Component: (await import('./desk/pages/desk-page.tsx')).DeskPage }),
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('./assets/pages/attention-tab.tsx')).AttentionTab }),
      },
      {
        path: 'assets',
        lazy: async () => ({ Component: (await import('./assets/pages/assets-tab.tsx')).AssetsTab }),
      },
      {
        path: 'offers',
        lazy: async () => ({ Component: (await import('./offers/pages/offers-tab.tsx')).OffersTab }),
      },
      {
        path: 'offers/many',
        lazy: async () => ({
          Component: (await import('./offers/pages/many-offers-tab.tsx')).ManyOffersTab,
        }),
      },
      {
        path: 'licenses',
        lazy: async () => ({ Component: (await import('./sales/pages/licenses-tab.tsx')).LicensesTab }),
      },
      {
        path: 'orders',
        lazy: async () => ({ Component: (await import('./sales/pages/orders-tab.tsx')).OrdersTab }),
      },
      {
        path: 'orders/bank-statement',
        lazy: async () => ({
          Component: (await import('./sales/pages/bank-statement-page.tsx')).BankStatementPage,
        }),
      },
      {
        path: 'earnings',
        lazy: async () => ({ Component: (await import('./sales/pages/earnings-tab.tsx')).EarningsTab }),
      },
      {
        path: 'calls',
        lazy: async () => ({ Component: (await import('./desk/pages/calls-tab.tsx')).CallsTab }),
      },
      {
        path: 'members',
        lazy: async () => ({ Component: (await import('./members/pages/members-tab.tsx')).MembersTab }),
      },
      {
        path: 'recovery',
        lazy: async () => ({ Component: (await import('./recovery/pages/recovery-tab.tsx')).RecoveryTab }),
      },
      {
        path: 'profile',
        lazy: async () => ({ Component: (await import('./profile/pages/profile-tab.tsx')).ProfileTab }),
      },
      {
        path: 'custody',
        lazy: async () => ({ Component: (await import('./custody/pages/custody-tab.tsx')).CustodyTab }),
      },
      {
        path: 'jobs',
        lazy: async () => ({ Component: (await import('./jobs/pages/jobs-tab.tsx')).JobsTab }),
      },
    ],
  },
  {
    path: 'assets/:assetId/offer',
    lazy: async () => ({ Component: (await import('./offers/pages/offer-page.tsx')).OfferPage }),
  },
  {
    path: 'assets/:assetId/custody',
    lazy: async () => ({ Component: (await import('./custody/pages/custody-page.tsx')).CustodyPage }),
  },
];

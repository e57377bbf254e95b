import type { RouteObject } from 'react-router';

export const organizationRoutes: readonly RouteObject[] = [
  {
    path: 'organizations',
    lazy: async () => ({ Component: (await import('./pages/organizations-page.tsx')).OrganizationsPage }),
  },
  {
    path: 'organizations/:slug',
    lazy: async () => ({ Component: (await import('./pages/organization-page.tsx')).OrganizationPage }),
  },
];

import type { RouteObject } from 'react-router';

export const studioRoutes: readonly RouteObject[] = [
  {
    path: 'assets/:assetId/license',
    lazy: async () => ({ Component: (await import('./license-wish-page.tsx')).LicenseWishPage }),
  },
];

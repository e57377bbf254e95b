import type { RouteObject } from 'react-router';

export const assetRoutes: readonly RouteObject[] = [
  {
    path: 'assets/:assetId',
    lazy: async () => ({ Component: (await import('./asset/pages/asset-page.tsx')).AssetPage }),
  },
  {
    path: 'assets/:assetId/versions',
    lazy: async () => ({ Component: (await import('./asset/pages/versions-page.tsx')).VersionsPage }),
  },
];

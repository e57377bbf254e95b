import type { RouteObject } from 'react-router';

export const assetRoutes: readonly RouteObject[] = [
  {
    path: 'assets/:assetId',
    lazy: async () => ({ Component: (await import('./asset-page.tsx')).AssetPage }),
  },
  {
    path: 'assets/:assetId/versions',
    lazy: async () => ({ Component: (await import('./versions-page.tsx')).VersionsPage }),
  },
];

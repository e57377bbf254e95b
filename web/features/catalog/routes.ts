import type { RouteObject } from 'react-router';

export const catalogRoutes: readonly RouteObject[] = [
  {
    path: 'catalog',
    lazy: async () => ({ Component: (await import('./pages/catalog-page.tsx')).CatalogPage }),
  },
];

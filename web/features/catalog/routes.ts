import type { RouteObject } from 'react-router';

export const catalogRoutes: readonly RouteObject[] = [
  {
    path: 'catalog',
    lazy: async () => ({ Component: (await import('./pages/catalog-page.tsx')).CatalogPage }),
  },
  {
    path: 'searches',
    lazy: async () => ({ Component: (await import('./pages/saved-searches-page.tsx')).SavedSearchesPage }),
  },
];

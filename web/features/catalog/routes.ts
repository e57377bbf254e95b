import type { RouteObject } from 'react-router';

export const catalogRoutes: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./pages/catalog-page.tsx')).CatalogPage }) },
];

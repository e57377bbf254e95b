import type { RouteObject } from 'react-router';

export const importRoutes: readonly RouteObject[] = [
  { path: 'import', lazy: async () => ({ Component: (await import('./pages/import-page.tsx')).ImportPage }) },
];

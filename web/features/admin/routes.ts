import type { RouteObject } from 'react-router';

export const adminRoutes: readonly RouteObject[] = [
  { path: 'admin', lazy: async () => ({ Component: (await import('./admin-page.tsx')).AdminPage }) },
];

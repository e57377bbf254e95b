import type { RouteObject } from 'react-router';

export const adminRoutes: readonly RouteObject[] = [
  {
    path: 'admin',
    lazy: async () => ({ Component: (await import('./operation/pages/admin-page.tsx')).AdminPage }),
  },
];

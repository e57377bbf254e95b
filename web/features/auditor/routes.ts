import type { RouteObject } from 'react-router';

export const auditorRoutes: readonly RouteObject[] = [
  {
    path: 'auditor',
    lazy: async () => ({ Component: (await import('./pages/auditor-page.tsx')).AuditorPage }),
  },
  {
    path: 'auditor/:organizationId',
    lazy: async () => ({ Component: (await import('./pages/desk-page.tsx')).DeskPage }),
  },
];

import type { RouteObject } from 'react-router';

export const auditorRoutes: readonly RouteObject[] = [
  { path: 'auditor', lazy: async () => ({ Component: (await import('./auditor-page.tsx')).AuditorPage }) },
  {
    path: 'auditor/:organizationId',
    lazy: async () => ({ Component: (await import('./desk-page.tsx')).DeskPage }),
  },
];

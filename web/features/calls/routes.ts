import type { RouteObject } from 'react-router';

export const callsRoutes: readonly RouteObject[] = [
  {
    path: 'calls',
    lazy: async () => ({ Component: (await import('./pages/calls-page.tsx')).CallsPage }),
  },
  {
    path: 'calls/new',
    lazy: async () => ({ Component: (await import('./pages/new-call-page.tsx')).NewCallPage }),
  },
  {
    path: 'calls/:callId',
    lazy: async () => ({ Component: (await import('./pages/call-page.tsx')).CallPage }),
  },
  {
    path: 'calls/:callId/change',
    lazy: async () => ({ Component: (await import('./pages/change-call-page.tsx')).ChangeCallPage }),
  },
];

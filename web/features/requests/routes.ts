import type { RouteObject } from 'react-router';

export const requestsRoutes: readonly RouteObject[] = [
  {
    path: 'requests',
    lazy: async () => ({ Component: (await import('./pages/requests-page.tsx')).RequestsPage }),
  },
  {
    path: 'requests/new',
    lazy: async () => ({ Component: (await import('./pages/ask-page.tsx')).AskPage }),
  },
  {
    path: 'requests/:requestId',
    lazy: async () => ({ Component: (await import('./pages/request-page.tsx')).RequestPage }),
  },
];

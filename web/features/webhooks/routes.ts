import type { RouteObject } from 'react-router';

export const webhooksRoutes: readonly RouteObject[] = [
  {
    path: 'webhooks/:organizationId',
    lazy: async () => ({ Component: (await import('./pages/webhooks-page.tsx')).WebhooksPage }),
  },
];

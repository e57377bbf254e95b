import type { RouteObject } from 'react-router';

export const inboxRoutes: readonly RouteObject[] = [
  {
    path: 'inbox',
    lazy: async () => ({ Component: (await import('./pages/inbox-page.tsx')).InboxPage }),
  },
];

import type { RouteObject } from 'react-router';

export const listsRoutes: readonly RouteObject[] = [
  {
    path: 'lists',
    lazy: async () => ({ Component: (await import('./pages/lists-page.tsx')).ListsPage }),
  },
  {
    path: 'lists/:listId',
    lazy: async () => ({ Component: (await import('./pages/list-page.tsx')).ListPage }),
  },
];

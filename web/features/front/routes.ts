import type { RouteObject } from 'react-router';

export const frontRoutes: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./pages/front-page.tsx')).FrontPage }) },
];

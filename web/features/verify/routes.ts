import type { RouteObject } from 'react-router';

export const verifyRoutes: readonly RouteObject[] = [
  { path: 'verify', lazy: async () => ({ Component: (await import('./pages/verify-page.tsx')).VerifyPage }) },
];

import type { RouteObject } from 'react-router';

export const peopleRoutes: readonly RouteObject[] = [
  { path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in-page.tsx')).SignInPage }) },
  { path: 'sign-up', lazy: async () => ({ Component: (await import('./sign-up-page.tsx')).SignUpPage }) },
  { path: 'restore', lazy: async () => ({ Component: (await import('./restore-page.tsx')).RestorePage }) },
  { path: 'account', lazy: async () => ({ Component: (await import('./account-page.tsx')).AccountPage }) },
  {
    path: 'invitation/:id',
    lazy: async () => ({ Component: (await import('./invitation-page.tsx')).InvitationPage }),
  },
  {
    path: 'first-start',
    lazy: async () => ({ Component: (await import('./first-start-page.tsx')).FirstStartPage }),
  },
  { path: 'join', lazy: async () => ({ Component: (await import('./join-page.tsx')).JoinPage }) },
];

import type { RouteObject } from 'react-router';

export const peopleRoutes: readonly RouteObject[] = [
  {
    path: 'sign-in',
    lazy: async () => ({ Component: (await import('./signing-in/pages/sign-in-page.tsx')).SignInPage }),
  },
  {
    path: 'sign-up',
    lazy: async () => ({ Component: (await import('./signing-in/pages/sign-up-page.tsx')).SignUpPage }),
  },
  {
    path: 'restore',
    lazy: async () => ({ Component: (await import('./keys/pages/restore-page.tsx')).RestorePage }),
  },
  {
    path: 'account',
    lazy: async () => ({ Component: (await import('./signing-in/pages/account-page.tsx')).AccountPage }),
  },
  {
    path: 'confirm-email',
    lazy: async () => ({
      Component: (await import('./notifications/pages/confirm-email-page.tsx')).ConfirmEmailPage,
    }),
  },
  {
    path: 'unsubscribe/:key',
    lazy: async () => ({
      Component: (await import('./notifications/pages/unsubscribe-page.tsx')).UnsubscribePage,
    }),
  },
  {
    path: 'invitation/:id',
    lazy: async () => ({ Component: (await import('./joining/pages/invitation-page.tsx')).InvitationPage }),
  },
  {
    path: 'first-start',
    lazy: async () => ({ Component: (await import('./joining/pages/first-start-page.tsx')).FirstStartPage }),
  },
  {
    path: 'join',
    lazy: async () => ({ Component: (await import('./joining/pages/join-page.tsx')).JoinPage }),
  },
];

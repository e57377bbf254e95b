import type { RouteObject } from 'react-router';

export const publishRoutes: readonly RouteObject[] = [
  { path: 'publish', lazy: async () => ({ Component: (await import('./drafts-page.tsx')).DraftsPage }) },
  {
    path: 'publish/:draftId',
    lazy: async () => ({ Component: (await import('./draft-page.tsx')).DraftPage }),
  },
  {
    path: 'assets/:assetId/revise',
    lazy: async () => ({ Component: (await import('./revise-page.tsx')).RevisePage }),
  },
  {
    path: 'assets/:assetId/withdraw',
    lazy: async () => ({ Component: (await import('./withdraw-page.tsx')).WithdrawPage }),
  },
  {
    path: 'assets/:assetId/take-down',
    lazy: async () => ({ Component: (await import('./take-down-page.tsx')).TakeDownPage }),
  },
];

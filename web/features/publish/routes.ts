import type { RouteObject } from 'react-router';

export const publishRoutes: readonly RouteObject[] = [
  {
    path: 'publish',
    lazy: async () => ({ Component: (await import('./drafts/pages/drafts-page.tsx')).DraftsPage }),
  },
  {
    path: 'publish/:draftId',
    lazy: async () => ({ Component: (await import('./drafts/pages/draft-page.tsx')).DraftPage }),
  },
  {
    path: 'assets/:assetId/revise',
    lazy: async () => ({ Component: (await import('./revision/pages/revise-page.tsx')).RevisePage }),
  },
  {
    path: 'assets/:assetId/withdraw',
    lazy: async () => ({ Component: (await import('./revision/pages/withdraw-page.tsx')).WithdrawPage }),
  },
  {
    path: 'assets/:assetId/take-down',
    lazy: async () => ({ Component: (await import('./revision/pages/take-down-page.tsx')).TakeDownPage }),
  },
];

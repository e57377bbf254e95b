import type { RouteObject } from 'react-router';

export const recordRoutes: readonly RouteObject[] = [
  { path: 'record', lazy: async () => ({ Component: (await import('./pages/record-page.tsx')).RecordPage }) },
  {
    path: 'record/:statementHash',
    lazy: async () => ({ Component: (await import('./pages/statement-page.tsx')).StatementPage }),
  },
  { path: 'rules', lazy: async () => ({ Component: (await import('./rules/rules-page.tsx')).RulesPage }) },
];

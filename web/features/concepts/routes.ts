import type { RouteObject } from 'react-router';

export const conceptsRoutes: readonly RouteObject[] = [
  {
    path: 'concepts',
    lazy: async () => ({ Component: (await import('./pages/concepts-page.tsx')).ConceptsPage }),
  },
  {
    path: 'concepts/:vocabulary/:code',
    lazy: async () => ({ Component: (await import('./pages/concept-page.tsx')).ConceptPage }),
  },
];

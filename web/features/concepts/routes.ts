import type { RouteObject } from 'react-router';

export const conceptsRoutes: readonly RouteObject[] = [
  {
    path: 'concepts',
    lazy: async () => ({ Component: (await import('./pages/concepts-page.tsx')).ConceptsPage }),
  },
  {
    path: 'concepts/new',
    lazy: async () => ({ Component: (await import('./pages/propose-page.tsx')).ProposePage }),
  },
  {
    path: 'concepts/import',
    lazy: async () => ({ Component: (await import('./pages/import-page.tsx')).ImportPage }),
  },
  {
    path: 'concepts/proposals',
    lazy: async () => ({ Component: (await import('./pages/proposals-page.tsx')).ProposalsPage }),
  },
  {
    path: 'concepts/proposals/:proposalId',
    lazy: async () => ({ Component: (await import('./pages/proposal-page.tsx')).ProposalPage }),
  },
  {
    // A SKOS scheme's own address.
    path: 'concepts/:vocabulary',
    lazy: async () => ({ Component: (await import('./pages/vocabulary-page.tsx')).VocabularyPage }),
  },
  {
    path: 'concepts/:vocabulary/:code',
    lazy: async () => ({ Component: (await import('./pages/concept-page.tsx')).ConceptPage }),
  },
  {
    path: 'concepts/:vocabulary/:code/change',
    lazy: async () => ({ Component: (await import('./pages/change-page.tsx')).ChangePage }),
  },
];

import { redirect, type RouteObject } from 'react-router';

/** The catalog had this address before, and its conditions with it. */
function toCatalog({ request }: { readonly request: Request }) {
  const { search, searchParams } = new URL(request.url);
  const isNarrowed = [...searchParams.keys()].some((name) => name !== 'lang');
  return isNarrowed ? redirect(`/catalog${search}`) : null;
}

export const frontRoutes: readonly RouteObject[] = [
  {
    index: true,
    loader: toCatalog,
    lazy: async () => ({ Component: (await import('./pages/front-page.tsx')).FrontPage }),
  },
];

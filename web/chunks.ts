/** Pages by which people come, each of whose files costs a slow connection a round trip. */
const FIRST_PAGES = ['front', 'catalog', 'asset', 'concept'] as const;
type FirstPage = (typeof FIRST_PAGES)[number];

/** The page, and what it loads at once whoever opens it. */
const SOURCES: Readonly<Record<FirstPage, readonly string[]>> = {
  front: ['features/front/pages/front-page.tsx'],
  catalog: ['features/catalog/pages/catalog-page.tsx'],
  asset: ['features/asset/asset/pages/asset-page.tsx', 'features/asset/asset/parts/asset-timeline.tsx'],
  concept: ['features/concepts/pages/concept-page.tsx'],
};

/** What Rolldown tells of a module. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Libraries whose modules are all used by what imports them: of others, the build leaves most out. */
const WHOLE_LIBRARIES = /node_modules\/(@noble|@tanstack|canonicalize|lucide-react)\//;

/**
 * Few files for the first pages: one of what every page needs, one of what several of these pages need, and at most two for each.
 * All else is divided by the build itself. @param root of the sources, with a slash at its end
 */
export function chunkGroups(root: string) {
  const reached = new Map<FirstPage, ReadonlySet<string>>();
  const reachedBy = (page: FirstPage, modules: Modules) => {
    const known =
      reached.get(page) ??
      reachedFrom(
        SOURCES[page].map((source) => root + source),
        modules,
      );
    reached.set(page, known);
    return known;
  };
  return [
    // Without the entry itself, which the list of built files names.
    {
      name: 'client',
      tags: ['$initial' as const],
      priority: 2,
      test: (id: string) => !/main\.tsx$|\.html/.test(id),
    },
    {
      name: (id: string, modules: Modules) => {
        if (id.includes('node_modules') && !WHOLE_LIBRARIES.test(id)) return null;
        const [page, ...others] = FIRST_PAGES.filter((each) => reachedBy(each, modules).has(id));
        if (page === undefined) return null;
        if (others.length > 0) return 'shared';
        return id.includes('/features/') ? page : `${page}-lib`;
      },
      priority: 1,
      // What a module imports is reached by at least the same pages, so that no two of these files need each other.
      includeDependenciesRecursively: false,
    },
  ];
}

function reachedFrom(sources: readonly string[], modules: Modules): ReadonlySet<string> {
  const found = new Set(sources);
  // A set also goes through what is added meanwhile.
  for (const id of found) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

import type { CatalogTerm } from '../../assets/domain/catalog-term.ts';

/** What facets count as one term, whatever assets call it. */
export function termFacetKey({
  vocabulary,
  code,
  proposedBy,
}: Pick<CatalogTerm, 'vocabulary' | 'code' | 'proposedBy'>): string {
  return `${vocabulary}/${code}/${proposedBy ?? ''}`;
}

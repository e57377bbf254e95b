import type { CatalogTerm } from '../../assets/domain/catalog-term.ts';

/** A term, whoever proposes it. */
export function termCodeOf({ vocabulary, code }: Pick<CatalogTerm, 'vocabulary' | 'code'>): string {
  return `${vocabulary}/${code}`;
}

/** What facets count as one term, whatever assets call it. */
export function termFacetKey({
  vocabulary,
  code,
  proposedBy,
}: Pick<CatalogTerm, 'vocabulary' | 'code' | 'proposedBy'>): string {
  return `${vocabulary}/${code}/${proposedBy ?? ''}`;
}

/** Where the catalog is. */
export const CATALOG_PATH = '/catalog';

/** The catalog with these conditions. */
export function catalogAddress(params: URLSearchParams): string {
  const query = params.toString();
  return query === '' ? CATALOG_PATH : `${CATALOG_PATH}?${query}`;
}

import { catalogAddress } from '../../lib/catalog/catalog-address.ts';

/** Where a search leads: the catalog, with what was chosen there before; no text shows all of that. */
export function searchAddress(text: string, chosen: URLSearchParams): string {
  const params = new URLSearchParams(chosen);
  if (text.trim() === '') params.delete('text');
  else params.set('text', text.trim());
  return catalogAddress(params);
}

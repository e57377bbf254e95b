import { findShortNumber } from '@lanran/protocol/licensing/short-number';
import { catalogAddress } from '../../lib/catalog/catalog-address.ts';

/** Where a search leads: to what has the number; else to the catalog, with what was chosen there before. No text shows all of that. */
export function searchAddress(text: string, chosen: URLSearchParams): string {
  const number = isWord(text) ? null : findShortNumber(text);
  if (number !== null) return `/check/${number}`;
  const params = new URLSearchParams(chosen);
  if (text.trim() === '') params.delete('text');
  else params.set('text', text.trim());
  return catalogAddress(params);
}

/** `embroidery` has ten letters, too. */
function isWord(text: string): boolean {
  return !/\d/.test(text) && text !== text.toUpperCase();
}

import { FormatError } from '../kernel/errors.ts';
import { TERRITORY_CODES, territoriesOf } from '../territories/territories.ts';
import { TERRITORY_GROUPS } from '../territories/territory-groups.ts';

const EUROPEAN_UNION = new Set(
  TERRITORY_GROUPS.filter(({ id }) => id === 'EU').flatMap(({ bits }) => territoriesOf(bits)),
);

/** An ISO 3166-1 alpha-2 code, in capital letters. @throws FormatError */
export function parseCountry(text: string, field = 'country'): string {
  const code = text.trim().toUpperCase();
  if (!TERRITORY_CODES.includes(code))
    throw new FormatError(field, 'must be the two letters of a country by ISO 3166-1, such as CN, FR or GB');
  return code;
}

/** Is it a member, whose invoices carry EN 16931 data (Directive 2014/55/EU)? */
export function isInEuropeanUnion(country: string): boolean {
  return EUROPEAN_UNION.has(country);
}

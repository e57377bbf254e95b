import { FormatError } from '../kernel/errors.ts';
import { plain } from './mod-97.ts';

/** VAT identification numbers of the European Union and Northern Ireland, after their prefix (VIES). Greece writes EL. */
const EUROPEAN: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[0-9A-Z]\d{7}[0-9A-Z]$/,
  FI: /^\d{8}$/,
  FR: /^[0-9A-HJ-NP-Z]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[0-9A-Z+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** In capital letters without spaces, as `DE136695976`; those of other countries begin with its two letters too. @throws FormatError */
export function parseVatId(text: string, field = 'vatId'): string {
  const letters = plain(text).replaceAll('.', '');
  if (!/^[A-Z]{2}[0-9A-Z+*]{2,18}$/.test(letters))
    throw new FormatError(
      field,
      'must begin with two letters of its country, such as DE136695976. A number without them is a tax number',
    );
  const country = letters.slice(0, 2);
  if (country === 'GR')
    throw new FormatError(field, 'begins with EL where it is of Greece. Write EL in place of GR');
  const form = EUROPEAN[country];
  if (form !== undefined && !form.test(letters.slice(2)))
    throw new FormatError(
      field,
      `is not written as one of ${country} is. Compare it with your registration (VIES)`,
    );
  return letters;
}

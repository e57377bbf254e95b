import { canonicalJsonBytes } from './json.ts';
import { FormatError } from './errors.ts';
import { keccak256 } from './hash.ts';
import table from './territories.json' with { type: 'json' };

/** uint256 bitmap of territories by territories.json: bit n stands for the codes in `bits[n]`. */
export type TerritoryBits = bigint;

/** All 256 bits: every present and future territory. */
export const WORLD: TerritoryBits = 2n ** 256n - 1n;

/** keccak256 of the table's RFC 8785 bytes; part of every terms hash. */
export const TERRITORIES_HASH = keccak256(canonicalJsonBytes(table));

const BIT_OF_CODE = new Map(
  table.bits.flatMap((codes, bit) => codes.map((code): [string, number] => [code, bit])),
);

/** ISO 3166-1 alpha-2 codes of the table in bit order. */
export const TERRITORY_CODES: readonly string[] = [...BIT_OF_CODE.keys()];

/** Reads ISO 3166-1 alpha-2 codes separated by commas; `WORLD` for all. @throws FormatError naming the unknown one */
export function parseTerritories(text: string, field = 'territories'): TerritoryBits {
  return text
    .split(',')
    .map((code) => parseTerritory(code.trim(), field))
    .reduce((bits, more) => bits | more, 0n);
}

function parseTerritory(code: string, field: string): TerritoryBits {
  if (code === 'WORLD') return WORLD;
  const bit = BIT_OF_CODE.get(code);
  if (bit === undefined) {
    throw new FormatError(
      field,
      `${JSON.stringify(code)} is not WORLD or an ISO 3166-1 code of two capital letters`,
    );
  }
  return 1n << BigInt(bit);
}

/** The first code of each set bit; bits without a code are left out. */
export function territoriesOf(bits: TerritoryBits): string[] {
  return table.bits.flatMap((codes, bit) => (((bits >> BigInt(bit)) & 1n) === 1n ? codes.slice(0, 1) : []));
}

/** `WORLD`, or codes separated by commas; bits without a code are shown as `BIT_n`. */
export function formatTerritories(bits: TerritoryBits): string {
  if (bits === WORLD) return 'WORLD';
  const unnamed = Array.from({ length: 256 - table.bits.length }, (_, at) => table.bits.length + at);
  return [
    ...territoriesOf(bits),
    ...unnamed.filter((bit) => ((bits >> BigInt(bit)) & 1n) === 1n).map((bit) => `BIT_${bit}`),
  ].join(',');
}

/** Kept: to open one takes longer than to read all names from it. */
const NAMES_IN = new Map<'en' | 'zh', Intl.DisplayNames>();

/** Name of a country or region as the platform's Unicode data gives it; names are for display and in no hash. */
export function territoryName(code: string, language: 'en' | 'zh'): string {
  const names = NAMES_IN.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  NAMES_IN.set(language, names);
  return names.of(code) ?? code;
}

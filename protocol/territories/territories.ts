import { FormatError } from '../kernel/errors.ts';
import type { Hex } from '../kernel/bytes.ts';
import type { BilingualText, Language } from '../kernel/language.ts';
import table from '../territories.json' with { type: 'json' };

/** uint256 bitmap of territories by territories.json: bit n stands for the codes in `bits[n]`. */
export type TerritoryBits = bigint;

/** All 256 bits: every present and future territory. */
export const WORLD: TerritoryBits = 2n ** 256n - 1n;

/** keccak256 of the table's RFC 8785 bytes; part of every terms hash. Written down, so that no page computes it. */
export const TERRITORIES_HASH: Hex = '0x3446f337c6edaa7b22b69db86a451c068501b7ed8395369e29eb0a7a519c0f8a';

const BIT_OF_CODE = new Map(
  table.bits.flatMap((codes, bit) => codes.map((code): [string, number] => [code, bit])),
);

/** ISO 3166-1 alpha-2 codes of the table in bit order. */
export const TERRITORY_CODES: readonly string[] = [...BIT_OF_CODE.keys()];

/** Bits from here on are of no country or region yet; the world has them too. */
export const FIRST_UNNAMED_BIT = table.bits.length;

/** Reads codes separated by commas (`territoryCodes`). @throws FormatError naming the unknown one */
export function parseTerritories(text: string, field = 'territories'): TerritoryBits {
  return text
    .split(',')
    .map((code) => parseTerritory(code.trim(), field))
    .reduce((bits, more) => bits | more, 0n);
}

function parseTerritory(code: string, field: string): TerritoryBits {
  const bits = findTerritory(code);
  if (bits === null) {
    throw new FormatError(
      field,
      `${JSON.stringify(code)} is not WORLD or an ISO 3166-1 code of two capital letters`,
    );
  }
  return bits;
}

/** The bits of one code: `WORLD`, ISO 3166-1 alpha-2, or `BIT_n` for a bit without a code. Null for any other text. */
export function findTerritory(code: string): TerritoryBits | null {
  if (code === 'WORLD') return WORLD;
  const unnamed = Number(/^BIT_(\d{3})$/.exec(code)?.[1] ?? -1);
  const bit = BIT_OF_CODE.get(code) ?? unnamed;
  return BIT_OF_CODE.has(code) || (unnamed >= FIRST_UNNAMED_BIT && unnamed < 256) ? 1n << BigInt(bit) : null;
}

/** The first code of each set bit; bits without a code are left out. */
export function territoriesOf(bits: TerritoryBits): string[] {
  return table.bits.flatMap((codes, bit) => (((bits >> BigInt(bit)) & 1n) === 1n ? codes.slice(0, 1) : []));
}

/** `WORLD` alone, or a code for each set bit; those without a code are `BIT_n`. */
export function territoryCodes(bits: TerritoryBits): string[] {
  if (bits === WORLD) return ['WORLD'];
  const unnamed = Array.from({ length: 256 - FIRST_UNNAMED_BIT }, (_, at) => FIRST_UNNAMED_BIT + at);
  return [
    ...territoriesOf(bits),
    ...unnamed.filter((bit) => ((bits >> BigInt(bit)) & 1n) === 1n).map((bit) => `BIT_${bit}`),
  ];
}

/** The same, separated by commas. */
export function formatTerritories(bits: TerritoryBits): string {
  return territoryCodes(bits).join(',');
}

/** Where the names of the platform's Unicode data are not those that rights are traded by. */
const TRADE_NAMES: Readonly<Record<string, BilingualText>> = {
  CN: { en: 'Mainland China', zh: '中国大陆' },
  HK: { en: 'Hong Kong', zh: '香港' },
  MO: { en: 'Macao', zh: '澳门' },
};

/** Kept: to open one takes longer than to read all names from it. */
const NAMES_IN = new Map<Language, Intl.DisplayNames>();

/** Name of a country or region; names are for display and in no hash. */
export function territoryName(code: string, language: Language): string {
  const traded = TRADE_NAMES[code];
  if (traded !== undefined) return traded[language];
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const names = NAMES_IN.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  NAMES_IN.set(language, names);
  return names.of(code) ?? code;
}

import type { Days, Uses } from '../../../assets/domain/availability.ts';
import type { IndexedAsset } from '../../domain/indexed-asset.ts';
import { FIELD_NAMES } from '../../domain/indexed-text.ts';
import { lengthFactor } from '../../domain/scoring.ts';
import { termCodeOf, termFacetKey } from '../../domain/term-keys.ts';
import { cleaned } from './token-text.ts';

const MEDIA_BITS = 32;
const TERRITORY_BITS = 256;
/** Longer ones than this the engine's dictionary refuses, in the most bytes that a character takes. */
const LONGEST_KEYWORD = 8_000;

/** An asset as the index holds it. */
export function documentOf({ facts, text, words }: IndexedAsset): object {
  const { saleDays, sales, taken, terms, titleKey, ...plain } = facts;
  const isPublic = facts.access !== 'RESTRICTED';
  const fields = FIELD_NAMES.map((field) => cleaned(text[field]).join(' '));
  return {
    ...plain,
    terms,
    text,
    termKeys: terms.map(termFacetKey),
    termCodes: terms.map(termCodeOf),
    titleOrder: orderOf(titleKey),
    saleDays: saleDays.filter(hasDays).map(({ firstDay, lastDay }) => ({ gte: firstDay, lte: lastDay })),
    sales: sales.map(({ firstDay, lastDay, token, price, ...uses }) => ({
      ...{ firstDay, lastDay, token, price: Number(price) },
      ...lacking(uses),
    })),
    taken: taken
      .filter(hasDays)
      .map(({ firstDay, lastDay, ...uses }) => ({ firstDay, lastDay, ...having(uses) })),
    tokens: fields,
    // What only its people may see gives no weight and no word.
    ...(isPublic && {
      words: words.filter((word) => word.length <= LONGEST_KEYWORD),
      ranked: Object.fromEntries(FIELD_NAMES.map((field, at) => [field, fields[at]])),
      lengthFactors: Object.fromEntries(FIELD_NAMES.map((field) => [field, lengthFactor(text, field)])),
    }),
  };
}

/** The uses of a window, a keyword a bit. */
export function having({ media, territories }: Pick<Uses, 'media' | 'territories'>) {
  return {
    media: bitsOf(BigInt(media), MEDIA_BITS),
    territories: bitsOf(BigInt(territories), TERRITORY_BITS),
  };
}

/** Those that are not in it: a wish is contained when it has none of them. */
function lacking({ media, territories }: Pick<Uses, 'media' | 'territories'>) {
  return {
    media: bitsOf(~BigInt(media), MEDIA_BITS),
    territories: bitsOf(~BigInt(territories), TERRITORY_BITS),
  };
}

function bitsOf(bits: bigint, length: number): string[] {
  const places = Array.from({ length }, (_, place) => place);
  return places.filter((place) => ((bits >> BigInt(place)) & 1n) === 1n).map(String);
}

/** Others than these have no day in them. */
function hasDays({ firstDay, lastDay }: Days): boolean {
  return firstDay <= lastDay;
}

/** Keywords are sorted by their bytes, texts by UTF-16. */
function orderOf(title: string): string {
  return Buffer.from(title, 'utf16le').swap16().toString('hex');
}

import type { AssetColor } from '@lanran/protocol/assets/colors';
import { piecesOf } from './pieces.ts';
import { colorToken, soundingTokensOf, termToken, tokensOf } from './tokens.ts';

/** Where a word stands, with what a match there is worth. */
export const FIELDS = {
  identifier: 10,
  title: 8,
  terms: 6,
  kind: 3,
  holder: 3,
  community: 3,
  description: 1.5,
  color: 1.5,
  credit: 1,
} as const;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];

export type IndexedText = Readonly<Record<Field, readonly string[]>>;

/** Of a text in one or both languages, what is there. */
type Texts = readonly (string | null | undefined)[];

export interface SearchedTexts {
  readonly titles: Texts;
  readonly descriptions: Texts;
  readonly terms: readonly {
    readonly vocabulary: string;
    readonly code: string;
    /** As the asset names it. */
    readonly names: Texts;
  }[];
  readonly kinds: Texts;
  readonly holders: Texts;
  readonly communities: Texts;
  /** Of its cover. */
  readonly colors: readonly AssetColor[];
  readonly identifiers: Texts;
  readonly creditLine: string | null | undefined;
}

/** No phrase reaches from one text into the next. */
const BREAK = '|';

/** The tokens of an asset, by field. */
export function indexedTextOf(asset: SearchedTexts): IndexedText {
  const terms = asset.terms.flatMap(({ names, ...term }) => [
    termToken(term),
    ...joined(names, soundingTokensOf),
    // `VIII-25` of the national list; other codes are names already.
    ...(/\d/.test(term.code) ? joined([term.code], tokensOf) : []),
  ]);
  return {
    identifier: joined(asset.identifiers, identifierTokensOf),
    title: joined(asset.titles, soundingTokensOf),
    terms,
    kind: joined(asset.kinds, soundingTokensOf),
    holder: joined(asset.holders, soundingTokensOf),
    community: joined(asset.communities, soundingTokensOf),
    description: joined(asset.descriptions, tokensOf),
    color: asset.colors.map(colorToken),
    credit: joined([asset.creditLine], tokensOf),
  };
}

/** Also as one word: `GZ.2019.0123` is found as `gz20190123`. */
function identifierTokensOf(identifier: string): string[] {
  const tokens = tokensOf(identifier);
  return tokens.length > 1 ? [...tokens, BREAK, tokens.join('')] : tokens;
}

/** The folded words that typing errors are corrected to. */
export function wordsOf(asset: SearchedTexts): Set<string> {
  const { titles, descriptions, terms, kinds, holders, communities } = asset;
  const named = [...kinds, ...holders, ...communities, ...terms.flatMap(({ names }) => names)];
  const texts = [...titles, ...descriptions, ...named];
  const pieces = texts.flatMap((text) => piecesOf(text ?? ''));
  return new Set(
    pieces.filter(({ kind, text }) => kind === 'word' && !/\d/.test(text)).map(({ text }) => text),
  );
}

function joined(texts: Texts, analyze: (text: string) => string[]): string[] {
  return texts.flatMap((text) => (text == null || text === '' ? [] : [...analyze(text), BREAK]));
}

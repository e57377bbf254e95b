import type { AssetColor } from '@lanran/protocol/assets/colors';
import { type Piece, piecesOf } from './pieces.ts';
import { syllablesOf } from './pinyin.ts';
import { stemOf } from './stems.ts';

/*
 * What every engine receives: tokens in order, separated by spaces.
 *   butterfli   the stem of a word
 *   蝴蝶        two characters beside each other; the last character of a run stands alone
 *   ~hu_die     the sound of two characters beside each other; the last one's alone
 *   #motif/fish a term that the asset bears
 *   #color/blue a color of its picture
 * A phrase of tokens is thereby a substring of the text, in Chinese and in pinyin.
 */

/** Of a run, each character with the one after it: `蝴蝶妈` as 蝴蝶, 蝶妈, 妈. */
export function pairsOf(run: readonly string[], join = ''): string[] {
  return run.map((each, at) => (at + 1 < run.length ? `${each}${join}${run[at + 1] ?? ''}` : each));
}

const SOUND = '~';

/** The sounds of a run of syllables. */
export function soundsOf(syllables: readonly string[]): string[] {
  return pairsOf(syllables, '_').map((sound) => `${SOUND}${sound}`);
}

export function isSound(token: string): boolean {
  return token.startsWith(SOUND);
}

/** Tokens of a text as it is indexed. */
export function tokensOf(text: string): string[] {
  return piecesOf(text).flatMap(pieceTokens);
}

/** The same with what its Chinese sounds like, at the end. */
export function soundingTokensOf(text: string): string[] {
  const pieces = piecesOf(text);
  const sounds = pieces.flatMap(({ kind, text: run }) => (kind === 'han' ? soundsOf(syllablesOf(run)) : []));
  return [...pieces.flatMap(pieceTokens), ...sounds];
}

export function pieceTokens({ kind, text }: Pick<Piece, 'kind' | 'text'>): string[] {
  return kind === 'han' ? pairsOf(Array.from(text)) : [stemOf(text)].filter((stem) => stem !== '');
}

export function termToken({
  vocabulary,
  code,
}: {
  readonly vocabulary: string;
  readonly code: string;
}): string {
  return `#${vocabulary}/${code}`;
}

export function colorToken(color: AssetColor): string {
  return `#color/${color.toLowerCase()}`;
}

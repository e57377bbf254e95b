import type { AssetColor } from '@lanran/protocol/assets/colors';
import { syllablesOf } from './pinyin.ts';
import type { Unit } from './query-units.ts';

/** How people call the colors that pictures are found by. One character means the color only where it stands alone. */
const WORDS: Readonly<Record<AssetColor, readonly string[]>> = {
  RED: ['red', '红', '红色', '大红'],
  ORANGE: ['orange', '橙', '橙色', '橘色'],
  YELLOW: ['yellow', '黄', '黄色'],
  GREEN: ['green', '绿', '绿色'],
  BLUE: ['blue', 'indigo', '蓝', '蓝色', '靛蓝', '靛青'],
  PURPLE: ['purple', 'violet', '紫', '紫色'],
  PINK: ['pink', '粉色', '粉红', '粉红色'],
  BROWN: ['brown', '棕', '棕色', '褐色'],
  BLACK: ['black', '黑', '黑色'],
  GRAY: ['gray', 'grey', '灰', '灰色'],
  WHITE: ['white', '白', '白色'],
};

const MOST_UNITS = 3;

let colors: ReadonlyMap<string, AssetColor> | null = null;

/** Made when it is first asked for, as a start asks for none. */
function colorsBySpelling(): ReadonlyMap<string, AssetColor> {
  colors ??= new Map(
    (Object.keys(WORDS) as AssetColor[]).flatMap((color) =>
      WORDS[color].flatMap((word) =>
        spellings(word).map((spelled): [string, AssetColor] => [spelled, color]),
      ),
    ),
  );
  return colors;
}

/** `蓝色` also as `lanse` and `lan se`; the sound of one character means too much else. */
function spellings(word: string): string[] {
  const characters = Array.from(word);
  if (!/\p{Script=Han}/u.test(word)) return [word];
  if (characters.length === 1) return [word];
  const syllables = syllablesOf(word);
  return [characters.join(' '), syllables.join(''), syllables.join(' ')];
}

export interface ColorMatch {
  readonly color: AssetColor;
  /** How many units it covers. */
  readonly length: number;
}

/** The longest word for a color that begins at a unit. `蓝染` is none: its first character belongs to the one after it. */
export function colorAt(units: readonly Unit[], from: number): ColorMatch | null {
  for (let length = Math.min(MOST_UNITS, units.length - from); length > 0; length -= 1) {
    const part = units.slice(from, from + length);
    const color = colorsBySpelling().get(part.map(({ text }) => text).join(' '));
    if (color === undefined) continue;
    const isCharacter = part.length === 1 && part[0]?.kind === 'han';
    if (!isCharacter || isAlone(units, from)) return { color, length };
  }
  return null;
}

/** Is it no part of a longer run of Chinese? */
function isAlone(units: readonly Unit[], at: number): boolean {
  const [before, unit, after] = [units[at - 1], units[at], units[at + 1]];
  return !isBeside(before, unit) && !isBeside(unit, after);
}

function isBeside(one: Unit | undefined, other: Unit | undefined): boolean {
  return one?.kind === 'han' && other?.kind === 'han' && one.end === other.start;
}

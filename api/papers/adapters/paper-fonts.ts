import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Font, create } from 'fontkit';
import { unwrapWoff } from './woff.ts';

/** Letters for texts, for names that stand out, for titles. */
export type Letters = 'text' | 'strong' | 'title';

interface FontFile {
  readonly library: string;
  /** A file that the library lets others resolve, and the font's file from its folder. */
  readonly from: string;
  readonly file: string;
}

const hans = (weight: string): FontFile => ({
  library: '@embedpdf/fonts-sc',
  from: '',
  file: `../fonts/NotoSansHans-${weight}.otf`,
});
const REGULAR = hans('Regular');
const BOLD = hans('Bold');
const SERIF: FontFile = {
  library: '@fontsource/source-serif-4',
  from: '/package.json',
  file: 'files/source-serif-4-latin-600-normal.woff',
};
/** Nearly every character of the first plane, drawn coarsely. */
const LAST_RESORT: FontFile = {
  library: '@fontsource/unifontex',
  from: '/package.json',
  file: 'files/unifontex-latin-400-normal.woff',
};

/** In the order in which a character is looked for. */
const FILES: Readonly<Record<Letters, readonly [FontFile, ...FontFile[]]>> = {
  text: [REGULAR, LAST_RESORT],
  strong: [BOLD, LAST_RESORT],
  title: [SERIF, BOLD, LAST_RESORT],
};

/** A font, and the name and bytes by which the PDF has it. */
export interface NamedFont {
  readonly name: string;
  readonly bytes: Buffer;
  readonly font: Font;
}

/** A piece of text that one font draws. */
export interface Run {
  readonly font: NamedFont;
  readonly text: string;
}

/** Marks that have no shape of their own, such as joiners, variation selectors and byte order marks. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/** The fonts of papers. The first that has a character draws it; of one that none has, the code point is written. */
export class PaperFonts {
  readonly #fonts = new Map<FontFile, NamedFont>();

  runsOf(text: string, letters: Letters): Run[] {
    const runs: { font: NamedFont; text: string }[] = [];
    for (const letter of text) {
      if (INVISIBLE.test(letter)) continue;
      const found = this.#findFor(letter, letters);
      const font = found ?? this.#open(FILES[letters][0]);
      const shown = found === null ? codePointText(letter) : letter;
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  #findFor(letter: string, letters: Letters): NamedFont | null {
    const codePoint = letter.codePointAt(0) ?? 0;
    for (const file of FILES[letters]) {
      const named = this.#open(file);
      if (named.font.hasGlyphForCodePoint(codePoint)) return named;
    }
    return null;
  }

  #open(file: FontFile): NamedFont {
    const known = this.#fonts.get(file);
    if (known !== undefined) return known;
    const beside = createRequire(import.meta.url).resolve(`${file.library}${file.from}`);
    const bytes = unwrapWoff(readFileSync(join(beside, '..', file.file)));
    const font = create(bytes);
    // What is no collection of fonts is a font.
    if (!('glyphForCodePoint' in font)) throw new TypeError(`${file.file} is no single font.`);
    const named = { name: file.file, bytes, font };
    this.#fonts.set(file, named);
    return named;
  }
}

/** A character that no font has, in letters that all have. */
function codePointText(letter: string): string {
  return `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

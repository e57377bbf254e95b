/** What stands for a number of a tile or frame. */
const NUMBERS = /<udim>|<uvtile>|%\(udim\)d|<f\d?>|#+|%0?\d*d/gi;
/** Numbers, and tiles such as `u1_v1`. */
const NUMBER_CHARACTER = /[\d_uv]/;
/** A number of a tile and one of a frame are usual; a name with more stands for no files. */
const MAX_NUMBERS = 4;

/**
 * A path with one or more numbers left open; neighbors count as one. Case does not matter. It is matched by hand: a regular expression
 * would try every way to divide a long row of digits among the numbers.
 */
export class NumberPattern {
  readonly #first: string;
  readonly #others: readonly string[];

  private constructor([first = '', ...others]: readonly string[]) {
    this.#first = first;
    this.#others = others;
  }

  /** Null for a path without a number in it, or with more than are looked for. */
  static find(path: string): NumberPattern | null {
    const parts = path.toLowerCase().split(NUMBERS);
    const texts = parts.filter((part, at) => part !== '' || at === 0 || at === parts.length - 1);
    // Neighbors at the very start or end leave two texts, one of them empty, as a single number does.
    const count = texts.length - 1;
    return parts.length > 1 && count <= MAX_NUMBERS ? new NumberPattern(texts) : null;
  }

  /** Each number is one character or more. Time grows with the path's length times the numbers. */
  test(path: string): boolean {
    const text = path.toLowerCase();
    const last = this.#others.at(-1) ?? '';
    if (!text.startsWith(this.#first) || !text.endsWith(last)) return false;
    // Where the texts up to one may have ended.
    let ends = new Set([this.#first.length]);
    for (const part of this.#others) {
      ends = endsAfterNumber(text, { ends, part });
      if (ends.size === 0) return false;
    }
    return ends.has(text.length);
  }
}

/** Ends of the text `part` where a number lies between one of the ends before and it. */
function endsAfterNumber(
  text: string,
  { ends, part }: { readonly ends: ReadonlySet<number>; readonly part: string },
): Set<number> {
  const found = new Set<number>();
  let isInNumber = false;
  for (let at = Math.min(...ends); at < text.length; at += 1) {
    isInNumber = (isInNumber || ends.has(at)) && NUMBER_CHARACTER.test(text.charAt(at));
    if (isInNumber && text.startsWith(part, at + 1)) found.add(at + 1 + part.length);
  }
  return found;
}

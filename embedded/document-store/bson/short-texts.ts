const MAX_LENGTH = 32;
/** A power of two, so that a hash's low bits are a place. */
const PLACES = 4_096;

/** Takes one more byte into a hash. */
export function mix(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

/** The hash of a text's UTF-8. */
export function hashText(text: string): number {
  return Buffer.from(text, 'utf8').reduce((hash, byte) => mix(hash, byte), 0);
}

/** Whether the bytes from `start` to `end` are these characters; only ASCII is ever found to be. */
export function isTextAt(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== text.charCodeAt(at - start)) return false;
  }
  return true;
}

/**
 * Field names and short values, which documents repeat: comparing bytes with a text that was made before is several times cheaper
 * than making it again. Each place holds the text that came there last.
 */
export class ShortTexts {
  readonly #texts: (string | undefined)[] = new Array<string | undefined>(PLACES).fill(undefined);

  /** The text of the bytes from `start` to `end`, which have this hash. */
  read(bytes: Buffer, start: number, end: number, hash: number): string {
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#texts[place];
    if (known !== undefined && isTextAt(bytes, start, end, known)) return known;
    const text = bytes.toString('utf8', start, end);
    // What is not ASCII has fewer characters than bytes, and would be kept in vain.
    if (text.length === end - start && text.length <= MAX_LENGTH) this.#texts[place] = text;
    return text;
  }
}

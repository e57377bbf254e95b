import { BadInputError } from '../../platform/kernel/errors.ts';

/** So much of a file's beginning and end is looked at. */
export const HEAD_BYTES = 4_096;
/** The end record of a ZIP is at most so far from the end: 22 bytes and a comment of 65,535. */
export const TAIL_BYTES = 65_557;

const MARKUP = /<(!doctype|html|head|body|script|svg|iframe|\?php|\?xml)\b/i;
const ZIP_END = Buffer.from('504b0506', 'hex');
const CONTROL = /[^\P{Cc}\t\n\r\f]/u;

/**
 * Of a picture or PDF: refuses what is a page, a program or an archive as well, because programs go by other bytes than the first.
 * @throws BadInputError
 */
export function requireOneFormat(
  name: string,
  { head, tail }: { readonly head: Uint8Array; readonly tail: Uint8Array },
): void {
  const other = MARKUP.test(Buffer.from(head).toString('latin1'))
    ? 'markup'
    : Buffer.from(tail).includes(ZIP_END)
      ? 'an archive'
      : null;
  if (other === null) return;
  throw new BadInputError(
    'file',
    `${JSON.stringify(name)} has ${other} in it beside what its name says. Save it anew in one format.`,
  );
}

/** Text as it comes, portion by portion. */
export class TextCheck {
  readonly #name: string;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isBegun = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws BadInputError for what is no text in UTF-8, and for scripts, which systems run by their first line */
  take(portion: Uint8Array): void {
    const text = this.#decode(portion, { stream: true });
    if (!this.#isBegun && text.startsWith('#!'))
      throw new BadInputError('file', `${JSON.stringify(this.#name)} is a program: it begins with #!.`);
    this.#isBegun ||= text !== '';
    if (CONTROL.test(text))
      throw new BadInputError('file', `${JSON.stringify(this.#name)} has control characters: it is no text.`);
  }

  /** @throws BadInputError */
  end(): void {
    this.#decode(new Uint8Array(0), { stream: false });
  }

  #decode(portion: Uint8Array, options: { readonly stream: boolean }): string {
    try {
      return this.#decoder.decode(portion, options);
    } catch {
      throw new BadInputError('file', `${JSON.stringify(this.#name)} is not in UTF-8. Save it in UTF-8.`);
    }
  }
}

import { toPlainHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { Attachment, Paper } from '../domain/paper.ts';
import type { PaperPrinter } from '../ports/paper-printer.ts';
import type { AssetPicture } from './asset-pictures.ts';

/** A paper that can be printed, with what is laid into its file. */
export interface PreparedPaper {
  readonly paper: Paper;
  readonly picture: AssetPicture | null;
  readonly attachments: readonly Attachment[];
  readonly filename: string;
}

export interface PaperFile {
  readonly filename: string;
  /** Names what the paper and its attachments say, for the reader that it was made for. */
  readonly tag: string;
  /** PDF/A-3b. */
  read(): Promise<Uint8Array>;
}

/** Raise it when papers are drawn otherwise. */
const PAPER_VERSION = 1;
/** A paper has some 200 KB, and its proof as much again. */
const MOST_KEPT = 50;

/** Prints papers, and keeps the last ones by what they say. */
export class PrintedPapers {
  readonly #printer: PaperPrinter;
  /** The one that was asked for last at the end. */
  readonly #kept = new Map<string, Promise<Uint8Array>>();

  constructor({ printer }: { readonly printer: PaperPrinter }) {
    this.#printer = printer;
  }

  file(prepared: PreparedPaper): PaperFile {
    const tag = tagOf(prepared);
    return { filename: prepared.filename, tag, read: () => this.#read(tag, prepared) };
  }

  async #read(tag: string, prepared: PreparedPaper): Promise<Uint8Array> {
    const printed = this.#kept.get(tag) ?? this.#print(prepared);
    this.#kept.delete(tag);
    this.#kept.set(tag, printed);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await printed;
    } catch (error) {
      // It is tried again by whoever asks next.
      this.#kept.delete(tag);
      throw error;
    }
  }

  async #print({ paper, picture, attachments }: PreparedPaper): Promise<Uint8Array> {
    return this.#printer.print(paper, {
      picture: picture === null ? null : await this.#printer.toPicture(picture.webp),
      attachments,
    });
  }
}

/** Covers the attachments too: a take-down changes the proof, and not always the page. */
function tagOf({ paper, picture, attachments }: PreparedPaper): string {
  const enclosed = attachments.map(({ name, text }) => [name, digestOf(text)]);
  return digestOf(JSON.stringify([PAPER_VERSION, paper, picture?.tag ?? null, enclosed])).slice(0, 32);
}

function digestOf(text: string): string {
  return toPlainHex(sha256(utf8(text)));
}

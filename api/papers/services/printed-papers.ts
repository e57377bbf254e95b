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

export interface PrintedPapersOptions {
  readonly printer: PaperPrinter;
  /** Of the papers that are kept, in sum. */
  readonly mostKeptBytes?: number;
}

/** Raise it when papers are drawn otherwise. */
const PAPER_VERSION = 1;
/** Some 80 papers. */
const MOST_KEPT_BYTES = 32 * 1_048_576;
/** Characters. A proof of very many files is fetched by itself, and left out of the PDF. */
const MOST_ATTACHED = 4 * 1_048_576;

/** Prints papers, and keeps the last ones by what they say. */
export class PrintedPapers {
  readonly #printer: PaperPrinter;
  readonly #mostKeptBytes: number;
  readonly #printing = new Map<string, Promise<Uint8Array>>();
  /** The one that was asked for last at the end. */
  readonly #kept = new Map<string, Uint8Array>();
  #keptBytes = 0;

  constructor({ printer, mostKeptBytes = MOST_KEPT_BYTES }: PrintedPapersOptions) {
    this.#printer = printer;
    this.#mostKeptBytes = mostKeptBytes;
  }

  file({ attachments, ...prepared }: PreparedPaper): PaperFile {
    const held = { ...prepared, attachments: attachments.filter(({ text }) => text.length <= MOST_ATTACHED) };
    const tag = tagOf(held);
    return { filename: held.filename, tag, read: () => this.#read(tag, held) };
  }

  async #read(tag: string, prepared: PreparedPaper): Promise<Uint8Array> {
    const kept = this.#kept.get(tag);
    if (kept !== undefined) {
      this.#kept.delete(tag);
      this.#kept.set(tag, kept);
      return kept;
    }
    const underWay = this.#printing.get(tag);
    if (underWay !== undefined) return underWay;
    const printing = this.#print(prepared);
    this.#printing.set(tag, printing);
    try {
      const pdf = await printing;
      this.#keep(tag, pdf);
      return pdf;
    } finally {
      // What failed is tried again by whoever asks next.
      this.#printing.delete(tag);
    }
  }

  #keep(tag: string, pdf: Uint8Array): void {
    this.#kept.set(tag, pdf);
    this.#keptBytes += pdf.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#keptBytes <= this.#mostKeptBytes) return;
      this.#kept.delete(oldest);
      this.#keptBytes -= length;
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

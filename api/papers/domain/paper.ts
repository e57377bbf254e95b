import type { BilingualText } from '@lanran/protocol/kernel/language';

/** What a paper says beside a name; a code is set in small fixed letters, and a text is cut where the page is full. */
export interface PaperRow {
  readonly name: BilingualText;
  readonly value: BilingualText;
  readonly isCode?: boolean;
  readonly isStrong?: boolean;
  /** Left empty, with a line to write on. */
  readonly isBlank?: boolean;
}

export type Mark = 'YES' | 'ASK' | 'NO';

/** Short sentences under one mark, such as what a license allows. */
export interface PaperList {
  readonly mark: Mark;
  readonly title: BilingualText;
  readonly items: readonly BilingualText[];
}

/** An amount beside what it is for. */
export interface PaperAmount {
  readonly name: BilingualText;
  readonly amount: string;
  readonly isSum?: boolean;
  /** A part of what was summed, in smaller letters. */
  readonly isPart?: boolean;
}

/** Who a paper is from or to, as accountants name them. */
export interface PaperParty {
  readonly role: BilingualText;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface PaperColumn {
  readonly name: BilingualText;
  /** Of the width; those of a table add up to 1. */
  readonly share: number;
  readonly isNumber?: boolean;
}

/** Lines of a cell: the first in the usual letters, the others smaller. */
export type PaperCell = readonly string[];

export interface PaperTableRow {
  readonly cells: readonly PaperCell[];
  /** Of this row and those before it; left out of tables that add nothing up. */
  readonly carried?: string;
  /** It no longer stands. */
  readonly isStruck?: boolean;
}

/** Rows that go on over pages, with what they add up to carried over. */
export interface PaperTable {
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly PaperTableRow[];
}

/** Where to pay; the code is read by the bank's app. */
export interface PaperPayment {
  readonly title: BilingualText;
  readonly rows: readonly PaperRow[];
  readonly code: { readonly text: string; readonly note: BilingualText } | null;
}

/** A file that lies in the PDF. What it is to the paper: ISO 32000-2, 7.11.3, AFRelationship. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly relationship: 'Source' | 'Data' | 'Supplement' | 'Alternative';
  readonly text: string;
}

/** The name by which Factur-X 1.0 has its invoice in a PDF. */
export const FACTUR_X = 'factur-x.xml';

/** One A4 page in Chinese and English, more of them where a table goes on, as a letter of the organization that issues it. */
export interface Paper {
  /** Who writes: name, and lines of address and contact. */
  readonly issuer: BilingualText;
  readonly issuerLines: readonly string[];
  readonly title: BilingualText;
  readonly numberName: BilingualText;
  readonly number: string;
  /** Across the page; null: nothing stands in the way of what it says. */
  readonly stamp: BilingualText | null;
  /** What it is about. */
  readonly subject: BilingualText;
  readonly lead: BilingualText;
  readonly parties?: readonly PaperParty[];
  /** Short ones, side by side. */
  readonly facts?: readonly PaperRow[];
  readonly rows: readonly PaperRow[];
  readonly table?: PaperTable;
  readonly amounts: readonly PaperAmount[];
  readonly payment?: PaperPayment;
  readonly lists: readonly PaperList[];
  /** Where it can be checked; the address is drawn as a QR code, and the short one is printed. */
  readonly check: { readonly address: string; readonly short: string; readonly note: BilingualText };
  readonly details: readonly PaperRow[];
  readonly note: BilingualText;
  /** Of the act that it attests: the same facts make the same bytes. */
  readonly issuedAt: string;
}

export interface PaperPicture {
  readonly jpeg: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a paper is drawn with beside its words. */
export interface PaperEnclosures {
  /** Of the object; null where there is none to show. */
  readonly picture: PaperPicture | null;
  readonly attachments: readonly Attachment[];
}

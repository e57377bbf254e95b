import {
  MAX_ENTRY_FILES,
  MAX_FILE_BYTES,
  MAX_FILE_NAME,
  promisedTypeOf,
} from '@lanran/protocol/files/request-file';

/** Why a file is not sent, in the words of `file-text.ts`. */
export type FileFault =
  | 'empty'
  | 'tooLarge'
  | 'otherType'
  | 'badName'
  | 'refusedBytes'
  | 'noRoom'
  | 'over'
  | 'other';

/** A file that goes with the next message. */
export interface ChosenFile {
  readonly key: string;
  readonly file: File;
  /** 0 to 1 while it is sent. */
  readonly sent: number;
  /** What the message names; null until it has arrived. */
  readonly id: string | null;
  readonly fault: FileFault | null;
  /** What the platform said, where no words of ours fit. */
  readonly error: unknown;
}

const HIDDEN = /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** What the platform would refuse without looking into it. */
export function faultOf({ name, size }: Pick<File, 'name' | 'size'>): FileFault | null {
  if (size === 0) return 'empty';
  if (size > MAX_FILE_BYTES) return 'tooLarge';
  if (promisedTypeOf(name) === null) return 'otherType';
  return Array.from(name.normalize('NFC')).length > MAX_FILE_NAME || HIDDEN.test(name) ? 'badName' : null;
}

/** How many more a message takes. */
export function roomOf(files: readonly ChosenFile[]): number {
  return Math.max(0, MAX_ENTRY_FILES - files.length);
}

/** What the message names. */
export function idsOf(files: readonly ChosenFile[]): string[] {
  return files.flatMap(({ id }) => id ?? []);
}

/** Whether a message would leave one of them out: it is on its way, or was refused. */
export function isUnready(files: readonly ChosenFile[]): boolean {
  return files.some(({ id }) => id === null);
}

const BY_CODE: Readonly<Record<string, FileFault>> = {
  BAD_INPUT: 'refusedBytes',
  LIMIT_EXCEEDED: 'noRoom',
  CONFLICT: 'over',
};

export function faultOfCode(code: string): FileFault {
  return BY_CODE[code] ?? 'other';
}

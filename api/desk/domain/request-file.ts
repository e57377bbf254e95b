import { BadInputError } from '../../platform/kernel/errors.ts';

export const MAX_ENTRY_FILES = 5;
export const MAX_FILE_BYTES = 10_000_000;
export const MAX_THREAD_BYTES = 100_000_000;
const MAX_NAME = 200;
/** Control characters, and those that turn the direction of what follows, which make `gpj.exe` of `exe.jpg`. */
const UNWRITABLE = /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** What an entry of a thread says of a file that was sent with it. */
export interface RequestFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The same content under the same names, whatever their ids: what is sent again is uploaded again. */
export function isSameFiles(left: readonly RequestFile[], right: readonly RequestFile[]): boolean {
  const shown = (files: readonly RequestFile[]) =>
    JSON.stringify(files.map(({ name, sha256 }) => [name, sha256]));
  return shown(left) === shown(right);
}

/** @throws BadInputError */
export function parseFileName(text: string | null): string {
  const name = (text ?? '').normalize('NFC').trim();
  if (name === '') throw new BadInputError('name', 'name the file.');
  const { length } = Array.from(name);
  if (length > MAX_NAME)
    throw new BadInputError('name', `has ${length} characters; at most ${MAX_NAME} are allowed.`);
  if (UNWRITABLE.test(name))
    throw new BadInputError('name', 'has control characters or marks of writing direction. Rename the file.');
  if (/[/\\]/.test(name))
    throw new BadInputError('name', 'has a path in it. Give the name of the file alone.');
  return name;
}

/** What is taken: by the extension, what the bytes have to be. Text is text, whatever its lines look like. */
const TEXTS = ['text/plain', 'text/csv', 'text/tab-separated-values'];
const KINDS: readonly {
  readonly extensions: readonly string[];
  readonly found: readonly string[];
  readonly mediaType: string;
}[] = [
  { extensions: ['jpg', 'jpeg'], found: ['image/jpeg'], mediaType: 'image/jpeg' },
  { extensions: ['png'], found: ['image/png'], mediaType: 'image/png' },
  { extensions: ['webp'], found: ['image/webp'], mediaType: 'image/webp' },
  { extensions: ['pdf'], found: ['application/pdf'], mediaType: 'application/pdf' },
  { extensions: ['txt'], found: TEXTS, mediaType: 'text/plain' },
  { extensions: ['csv'], found: TEXTS, mediaType: 'text/csv' },
];

export const TAKEN = 'JPEG, PNG and WebP pictures, PDF, text in UTF-8 (.txt) and CSV';

/**
 * The type under which a file is kept.
 * @param found what its bytes say
 * @throws BadInputError for what is not taken, and for a name that says something else than the bytes
 */
export function requireTaken(name: string, found: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = KINDS.find(({ extensions }) => extensions.includes(extension));
  if (named?.found.includes(found) === true) return named.mediaType;
  const shown = JSON.stringify(name);
  const isTaken = KINDS.some((kind) => kind.found.includes(found));
  if (isTaken || named !== undefined)
    throw new BadInputError(
      'file',
      `${shown} is ${found} by its bytes, which its name does not say. Threads take ${TAKEN}, each under its own extension.`,
    );
  throw new BadInputError('file', `${shown} is ${found} by its bytes. Threads take ${TAKEN}.`);
}

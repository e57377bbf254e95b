import { MAX_FILE_NAME, promisedTypeOf } from '@lanran/protocol/files/request-file';
import { BadInputError } from '../../platform/kernel/errors.ts';

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
  if (length > MAX_FILE_NAME)
    throw new BadInputError('name', `has ${length} characters; at most ${MAX_FILE_NAME} are allowed.`);
  if (UNWRITABLE.test(name))
    throw new BadInputError('name', 'has control characters or marks of writing direction. Rename the file.');
  if (/[/\\]/.test(name))
    throw new BadInputError('name', 'has a path in it. Give the name of the file alone.');
  return name;
}

/** Text is text, whatever its lines look like. */
const TEXTS: readonly string[] = ['text/plain', 'text/csv', 'text/tab-separated-values'];
const PICTURES_AND_PDF: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

const TAKEN = 'JPEG, PNG and WebP pictures, PDF, text in UTF-8 (.txt) and CSV';

/**
 * The type under which a file is kept.
 * @param found what its bytes say
 * @throws BadInputError for what is not taken, and for a name that says something else than the bytes
 */
export function requireTaken(name: string, found: string): string {
  const promised = promisedTypeOf(name);
  const isText = promised?.startsWith('text/') === true;
  if (promised !== null && (isText ? TEXTS.includes(found) : promised === found)) return promised;
  const isTaken = [...TEXTS, ...PICTURES_AND_PDF].includes(found);
  const lie = promised !== null || isTaken ? ', which its name does not say' : '';
  throw new BadInputError(
    'file',
    `${JSON.stringify(name)} is ${found} by its bytes${lie}. Threads take ${TAKEN}, each under its own extension.`,
  );
}

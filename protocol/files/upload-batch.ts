import { concat, utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';

/*
 * Many files in one request: of each a line of JSON, `{"path":…,"bytes":…,"sha256":…}`, then its bytes (docs/uploads.md).
 * `"draft":…` in the line names its draft where the request is for several.
 */

export const UPLOAD_BATCH_TYPE = 'application/vnd.lanran.files';
export const MAX_BATCHED_FILES = 256;
/** Of one small file: it is kept in memory until all have come. */
export const MAX_BATCHED_FILE_BYTES = 1_000_000;
/** Of a request's small files together. */
export const MAX_BATCH_BYTES = 8 * 1_048_576;
/** Of one larger file: it goes to the disk as it comes. */
export const MAX_STREAMED_FILE_BYTES = 64 * 1_048_576;
/** Of a request's larger files together: what comes whole is the draft's when the request ends. */
export const MAX_STREAMED_BYTES = 256 * 1_048_576;
/** A path has at most a few hundred characters. */
export const MAX_BATCH_LINE_BYTES = 8_192;
const LINE_END = 10;

interface NamedFile {
  /** Only where the request names none. */
  readonly draft?: string | undefined;
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface BatchedFile extends NamedFile {
  readonly bytes: Uint8Array;
}

/** What a line says. */
export interface BatchLine extends NamedFile {
  readonly bytes: number;
}

export function encodeUploadBatch(files: readonly BatchedFile[]): Uint8Array<ArrayBuffer> {
  return concat(
    ...files.flatMap(({ bytes, ...named }) => [encodeBatchLine({ ...named, bytes: bytes.length }), bytes]),
  );
}

/** With its end. */
export function encodeBatchLine({ draft, path, bytes, sha256 }: BatchLine): Uint8Array {
  return utf8(`${JSON.stringify({ draft, path, bytes, sha256 })}\n`);
}

/** Values are checked for their types alone. @throws FormatError */
export function decodeUploadBatch(body: Uint8Array): BatchedFile[] {
  const files: BatchedFile[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf(LINE_END, at);
    if (end < 0 || end - at > MAX_BATCH_LINE_BYTES) throw noLine(files.length + 1);
    const { bytes, ...named } = decodeBatchLine(
      new TextDecoder().decode(body.subarray(at, end)),
      files.length + 1,
    );
    at = end + 1 + bytes;
    if (at > body.length) throw endsBefore({ ...named, bytes });
    files.push({ ...named, bytes: body.subarray(end + 1, at) });
  }
  return files;
}

/** Of a file, counted from 1, that begins without a line. */
export function noLine(number: number): FormatError {
  return new FormatError(`file ${number}`, 'begins without a line of JSON that says what it is');
}

/** Of a file whose bytes don't come. */
export function endsBefore({ path, bytes }: Pick<BatchLine, 'path' | 'bytes'>): FormatError {
  return new FormatError(path, `${bytes} bytes were announced, and the request ends before them`);
}

/** Values are checked for their types alone. @param line without its end @throws FormatError */
export function decodeBatchLine(line: string, number: number): BatchLine {
  const told = parseJson(line);
  if (typeof told === 'object' && told !== null && 'path' in told && 'bytes' in told && 'sha256' in told) {
    const { path, bytes, sha256 } = told;
    const isCount = typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0;
    const draft = 'draft' in told ? told.draft : undefined;
    const isDraft = draft === undefined || typeof draft === 'string';
    if (typeof path === 'string' && typeof sha256 === 'string' && isCount && isDraft)
      return { ...(draft !== undefined && { draft }), path, bytes, sha256 };
  }
  throw new FormatError(
    `file ${number}`,
    'its line has to give path, bytes and sha256, and may give the draft',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

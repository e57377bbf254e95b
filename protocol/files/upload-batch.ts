import { concat, utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';

/*
 * Many small files in one request: of each a line of JSON, `{"path":…,"bytes":…,"sha256":…}`, then its bytes (docs/uploads.md).
 * `"draft":…` in the line names its draft where the request is for several.
 */

export const UPLOAD_BATCH_TYPE = 'application/vnd.lanran.files';
export const MAX_BATCHED_FILES = 256;
/** Of one file. */
export const MAX_BATCHED_FILE_BYTES = 1_000_000;
/** Of a request's files together, without the lines. */
export const MAX_BATCH_BYTES = 8 * 1_048_576;
/** A path has at most a few hundred characters. */
const MAX_LINE_BYTES = 8_192;
export const MAX_BATCH_BODY_BYTES = MAX_BATCH_BYTES + MAX_BATCHED_FILES * MAX_LINE_BYTES;
const LINE_END = 10;

export interface BatchedFile {
  /** Only where the request names none. */
  readonly draft?: string | undefined;
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export function encodeUploadBatch(files: readonly BatchedFile[]): Uint8Array<ArrayBuffer> {
  return concat(
    ...files.flatMap(({ draft, path, sha256, bytes }) => [
      utf8(`${JSON.stringify({ draft, path, bytes: bytes.length, sha256 })}\n`),
      bytes,
    ]),
  );
}

/** Values are checked for their types alone. @throws FormatError */
export function decodeUploadBatch(body: Uint8Array): BatchedFile[] {
  const files: BatchedFile[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf(LINE_END, at);
    if (end < 0 || end - at > MAX_LINE_BYTES)
      throw new FormatError(`file ${files.length + 1}`, 'begins without a line of JSON that says what it is');
    const { bytes, ...named } = parseLine(body.subarray(at, end), files.length + 1);
    at = end + 1 + bytes;
    if (at > body.length)
      throw new FormatError(named.path, `${bytes} bytes were announced, and the request ends before them`);
    files.push({ ...named, bytes: body.subarray(end + 1, at) });
  }
  return files;
}

interface Line extends Omit<BatchedFile, 'bytes'> {
  readonly bytes: number;
}

function parseLine(line: Uint8Array, number: number): Line {
  const told = parseJson(new TextDecoder().decode(line));
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

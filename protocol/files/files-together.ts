import { utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseCount, parseMembers, parseString } from '../kernel/shape.ts';

/* Small files in one answer (docs/formats.md, "Small files together"): of each a line of JSON, {"id", "bytes"}, then its bytes. */

export const FILES_TOGETHER_TYPE = 'application/vnd.lanran.files';
/** Files that one request may ask for. */
export const MOST_FILES_TOGETHER = 256;

const LINE_FEED = 10;
const MOST_OF_LINE = 1_000;

/** The line before a file's bytes. */
export function togetherLine(id: string, bytes: number): Uint8Array {
  return utf8(`${JSON.stringify({ id, bytes })}\n`);
}

/** By id, as views of the answer; a file that was cut off is absent. @throws FormatError for what is no such answer */
export function readTogether(answer: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf(LINE_FEED, at);
    if (end === -1 || end - at > MOST_OF_LINE) break;
    const { id, bytes } = parseLine(answer.subarray(at, end));
    at = end + 1 + bytes;
    if (at <= answer.length) found.set(id, answer.subarray(end + 1, at));
  }
  return found;
}

function parseLine(line: Uint8Array): { readonly id: string; readonly bytes: number } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(line));
  } catch (cause) {
    throw new FormatError('line', 'is no JSON', { cause });
  }
  const { id, bytes } = parseMembers(value, 'line', { required: ['id', 'bytes'] });
  return { id: parseString(id, 'line.id'), bytes: parseCount(bytes, 'line.bytes') };
}

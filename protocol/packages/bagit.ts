import { FormatError } from '../kernel/errors.ts';
import { foldPath, parsePath } from '../kernel/path.ts';

/* BagIt 1.0 (RFC 8493): the tag files of a bag, as text. */

export const BAG_DECLARATION_FILE = 'bagit.txt';
export const BAG_INFO_FILE = 'bag-info.txt';
export const MANIFEST_FILE = 'manifest-sha256.txt';
export const TAG_MANIFEST_FILE = 'tagmanifest-sha256.txt';

/** Section 2.1.1. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Above what half a million files with paths of usual length take. */
export const MAX_MANIFEST_CHARACTERS = 64 * 1024 * 1024;
export const MAX_BAG_INFO_CHARACTERS = 1024 * 1024;

export interface ManifestLine {
  /** Below the bag's folder, decoded. */
  readonly path: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

/** Line feed, carriage return and percent sign, and only those, are percent-encoded (section 2.1.3). */
export function encodeBagPath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
}

/** Another percent sign stands for itself, as tools that encode none write it. */
export function decodeBagPath(text: string): string {
  return text.replace(/%(25|0A|0D)/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** `manifest-sha256.txt` or `tagmanifest-sha256.txt` (sections 2.1.3 and 2.2.1), in the order of the lines. */
export function formatManifest(lines: readonly ManifestLine[]): string {
  return lines.map(({ path, sha256 }) => `${sha256}  ${encodeBagPath(path)}\n`).join('');
}

/** @throws FormatError naming the line; for a path outside the bag, and for one that comes twice */
export function parseManifest(text: string, field: string): ManifestLine[] {
  if (text.length > MAX_MANIFEST_CHARACTERS) throw new FormatError(field, 'is too large');
  const seen = new Set<string>();
  return text
    .split(/\r\n|\n|\r/)
    .flatMap((line, at) =>
      line.trim() === '' ? [] : [parseLine(line, { at: `${field} line ${at + 1}`, seen })],
    );
}

function parseLine(
  line: string,
  { at, seen }: { readonly at: string; readonly seen: Set<string> },
): ManifestLine {
  const [, sha256, encoded] = /^([0-9a-fA-F]{64})[ \t]+\*?(.+)$/.exec(line) ?? [];
  if (sha256 === undefined || encoded === undefined)
    throw new FormatError(at, 'must be a SHA-256 of 64 hex digits, then a path');
  const path = parsePath(decodeBagPath(encoded), `${at}: path`);
  if (seen.has(foldPath(path))) throw new FormatError(at, `lists ${JSON.stringify(path)} a second time`);
  seen.add(foldPath(path));
  return { path, sha256: sha256.toLowerCase() };
}

/** A label and its value. */
export type BagInfo = readonly (readonly [string, string])[];

/** `bag-info.txt` (section 2.2.2), each value on one line. */
export function formatBagInfo(info: BagInfo): string {
  return info.map(([label, value]) => `${label}: ${value.replace(/\s+/gu, ' ').trim()}\n`).join('');
}

/** A line that begins with white space goes on with the value before it. @throws FormatError naming the line */
export function parseBagInfo(text: string, field = BAG_INFO_FILE): BagInfo {
  if (text.length > MAX_BAG_INFO_CHARACTERS) throw new FormatError(field, 'is too large');
  const info: [string, string][] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const last = info.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`;
      continue;
    }
    const [, label, value] = /^([^:\s][^:]*?)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (label === undefined || value === undefined)
      throw new FormatError(`${field} line ${at + 1}`, 'must be a label, a colon and a value');
    info.push([label, value.trim()]);
  }
  return info;
}

/** What a bag's payload adds up to. */
export interface PayloadSize {
  readonly bytes: number;
  readonly count: number;
}

export function formatOxum({ bytes, count }: PayloadSize): string {
  return `${bytes}.${count}`;
}

/** Null when the bag states none. @throws FormatError when it is malformed */
export function findOxum(info: BagInfo): PayloadSize | null {
  const value = info.find(([label]) => label.toLowerCase() === 'payload-oxum')?.[1];
  if (value === undefined) return null;
  const [, bytes, count] = /^(\d{1,15})\.(\d{1,9})$/.exec(value) ?? [];
  if (bytes === undefined || count === undefined)
    throw new FormatError('Payload-Oxum', 'must be the number of bytes, a point, the number of files');
  return { bytes: Number(bytes), count: Number(count) };
}

/** @throws FormatError unless it is the declaration of a bag of version 0.97 or 1.0 in UTF-8 */
export function parseBagDeclaration(text: string): void {
  const [, version, encoding] =
    /^BagIt-Version: (\d+\.\d+)\r?\nTag-File-Character-Encoding: (\S+)\r?\n?$/.exec(text) ?? [];
  if (version === undefined || encoding === undefined)
    throw new FormatError(BAG_DECLARATION_FILE, 'is not the declaration of a bag (RFC 8493, 2.1.1)');
  if (!['0.97', '1.0'].includes(version))
    throw new FormatError(BAG_DECLARATION_FILE, `is of BagIt ${version}; 0.97 and 1.0 are known`);
  if (encoding.toUpperCase() !== 'UTF-8')
    throw new FormatError(BAG_DECLARATION_FILE, `is in ${encoding}; UTF-8 is known`);
}

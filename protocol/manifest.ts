import { fromHex, parseBytes32, toHex, utf8, type Hex } from './bytes.ts';
import { parseFileDigest, type FileDigest } from './file-digest.ts';
import { FormatError, refuse, type Verdict } from './errors.ts';
import { canonicalJsonBytes } from './json.ts';
import { MemoryTree } from './memory-tree.ts';
import { verifyInclusion } from './merkle-check.ts';
import { leafHash } from './merkle.ts';
import { parseArray, parseCount, parseMembers, parseString } from './shape.ts';

/** One file of a version, as the client hashed it before signing. */
export interface ManifestEntry extends FileDigest {
  readonly salt: Hex;
  /** Relative, `/`-separated, NFC. */
  readonly path: string;
}

/** The body's `files` field. */
export interface FilesField {
  readonly count: number;
  /** Sum of the files' sizes. */
  readonly bytes: number;
  readonly root: Hex;
}

export interface EntryProof {
  readonly index: number;
  readonly entry: ManifestEntry;
  readonly proof: readonly Hex[];
}

export const MAX_MANIFEST_ENTRIES = 1_000_000;
export const MAX_PATH_BYTES = 1024;
const MAX_SEGMENT_BYTES = 255;

/**
 * A path that unpacks to the same place everywhere and never outside its folder.
 * @throws FormatError naming the path
 */
export function parsePath(value: unknown, field = 'path'): string {
  const path = parseString(value, field);
  const shown = `${field} ${JSON.stringify(path.slice(0, 120))}`;
  if (path === '' || utf8(path).length > MAX_PATH_BYTES)
    throw new FormatError(shown, `must have 1 to ${MAX_PATH_BYTES} bytes`);
  if (/\p{Surrogate}/u.test(path)) throw new FormatError(shown, 'has half a surrogate pair');
  if (path.normalize('NFC') !== path) throw new FormatError(shown, 'must be in Unicode normalization form C');
  if (/\p{Cc}/u.test(path)) throw new FormatError(shown, 'has a control character');
  if (path.includes('\\')) throw new FormatError(shown, 'has a backslash; use / between folders');
  if (path.startsWith('/') || /^[a-zA-Z]:/.test(path)) throw new FormatError(shown, 'must be relative');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..')
      throw new FormatError(shown, 'has an empty, . or .. segment');
    if (utf8(segment).length > MAX_SEGMENT_BYTES)
      throw new FormatError(shown, `has a segment above ${MAX_SEGMENT_BYTES} bytes`);
  }
  return path;
}

const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A path that a new file may have: as `parsePath`, and also such that its name shows what it is and can be written on Windows.
 * What was published before these rules keeps its path.
 * @throws FormatError naming the path
 */
export function parseNewPath(value: unknown, field = 'path'): string {
  const path = parsePath(value, field);
  const shown = `${field} ${JSON.stringify(path.slice(0, 120))}`;
  if (path.includes('\ufffd'))
    throw new FormatError(
      shown,
      'has characters that could not be read, as of a name in GBK; rename it in UTF-8',
    );
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(path))
    throw new FormatError(
      shown,
      'has characters that turn the direction of writing, so that it looks like another name',
    );
  if (/[<>:"|?*]/.test(path)) throw new FormatError(shown, 'has one of < > : " | ? *, which Windows refuses');
  for (const segment of path.split('/')) {
    if (/[. ]$/.test(segment))
      throw new FormatError(shown, 'has a segment that ends with a point or a space');
    if (DEVICE.test(segment))
      throw new FormatError(shown, 'has a segment that is the name of a device on Windows');
  }
  return path;
}

/** Sorted by path in code units. @throws FormatError when two entries collide or there are none */
export function sortManifest(entries: readonly ManifestEntry[]): ManifestEntry[] {
  return parseManifest([...entries].sort(byPath));
}

/** Reads a manifest that must be sorted already. @throws FormatError naming the entry or path */
export function parseManifest(value: unknown, field = 'files'): ManifestEntry[] {
  const entries = parseArray(value, field, parseEntry);
  if (entries.length === 0) throw new FormatError(field, 'has no files');
  if (entries.length > MAX_MANIFEST_ENTRIES)
    throw new FormatError(field, `has more than ${MAX_MANIFEST_ENTRIES} files`);
  entries.slice(1).forEach((entry, at) => {
    const previous = entries[at];
    if (previous !== undefined && byPath(previous, entry) >= 0) {
      throw new FormatError(
        `${field} ${JSON.stringify(entry.path)}`,
        'is repeated or not in the order of paths',
      );
    }
  });
  requireDistinctPlaces(entries, field);
  return entries;
}

/** Refuses paths that a case-insensitive file system merges, and files that are folders of others. */
function requireDistinctPlaces(entries: readonly ManifestEntry[], field: string): void {
  const files = new Map<string, string>();
  for (const { path } of entries) {
    const other = files.get(foldCase(path));
    if (other !== undefined)
      throw new FormatError(
        `${field} ${JSON.stringify(path)}`,
        `differs from ${JSON.stringify(other)} in case only`,
      );
    files.set(foldCase(path), path);
  }
  for (const { path } of entries) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      if (!files.has(foldCase(path.slice(0, at)))) continue;
      throw new FormatError(
        `${field} ${JSON.stringify(path)}`,
        `lies below a file, ${JSON.stringify(path.slice(0, at))}`,
      );
    }
  }
}

/** Upper case first merges what only one direction maps (ß and SS, ſ and s). */
function foldCase(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}

function byPath(left: ManifestEntry, right: ManifestEntry): number {
  return left.path < right.path ? -1 : Number(left.path > right.path);
}

export function parseEntry(value: unknown, field: string): ManifestEntry {
  const { salt, path, ...digest } = parseMembers(value, field, {
    required: ['salt', 'path', 'bytes', 'sha256', 'cid', 'xxh64'],
  });
  return {
    salt: parseBytes32(salt, `${field}.salt`),
    path: parsePath(path, `${field}.path`),
    ...parseFileDigest(digest, field),
  };
}

/** RFC 8785 bytes of `[salt, path, bytes, sha256, cid, xxh64]`. */
export function encodeEntry({ salt, path, bytes, sha256, cid, xxh64 }: ManifestEntry): Uint8Array {
  return canonicalJsonBytes([salt, path, bytes, sha256, cid, xxh64]);
}

/** @throws FormatError when the entries are unsorted, collide, or add up to 2^53 bytes or more */
export function filesField(entries: readonly ManifestEntry[]): FilesField {
  const manifest = parseManifest(entries);
  const bytes = manifest.reduce((sum, entry) => sum + entry.bytes, 0);
  return {
    count: manifest.length,
    bytes: parseCount(bytes, 'files.bytes'),
    root: toHex(treeOf(manifest).root()),
  };
}

/** @throws FormatError */
export function parseFilesField(value: unknown, field = 'files'): FilesField {
  const { count, bytes, root } = parseMembers(value, field, { required: ['count', 'bytes', 'root'] });
  return {
    count: parseCount(count, `${field}.count`, MAX_MANIFEST_ENTRIES),
    bytes: parseCount(bytes, `${field}.bytes`),
    root: parseBytes32(root, `${field}.root`),
  };
}

/** Proofs of all entries of a manifest, or of those at `indexes`. */
export function revealEntries(
  entries: readonly ManifestEntry[],
  indexes: readonly number[] = entries.map((_, index) => index),
): EntryProof[] {
  const tree = treeOf(entries);
  return indexes.map((index) => {
    const entry = entries[index];
    if (entry === undefined) throw new FormatError('files', `has no entry ${index}`);
    return { index, entry, proof: tree.inclusionProof(index).map(toHex) };
  });
}

function treeOf(entries: readonly ManifestEntry[]): MemoryTree {
  return new MemoryTree(entries.map(encodeEntry));
}

/** @throws FormatError */
export function parseEntryProof(value: unknown, field: string): EntryProof {
  const { index, entry, proof } = parseMembers(value, field, { required: ['index', 'entry', 'proof'] });
  return {
    index: parseCount(index, `${field}.index`, MAX_MANIFEST_ENTRIES - 1),
    entry: parseEntry(entry, `${field}.entry`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

/** Whether an entry belongs to the file list that a body states. */
export function verifyEntry({ index, entry, proof }: EntryProof, files: FilesField): Verdict {
  const verdict = verifyInclusion({
    leafHash: leafHash(encodeEntry(entry)),
    index,
    size: files.count,
    proof: proof.map((hash) => fromHex(hash)),
    root: fromHex(files.root),
  });
  return verdict.ok ? verdict : refuse(`file ${entry.path}: ${verdict.reason}`);
}

import { fromHex, parseBytes32, toHex, type Hex } from '../kernel/bytes.ts';
import { parseFileDigest, type FileDigest } from './file-digest.ts';
import { FormatError, refuse, type Verdict } from '../kernel/errors.ts';
import { canonicalJsonBytes } from '../kernel/json.ts';
import { MemoryTree } from '../log/memory-tree.ts';
import { verifyInclusion } from '../log/merkle-check.ts';
import { leafHash } from '../log/merkle.ts';
import { foldersOf, foldPath, parsePath } from '../kernel/path.ts';
import { parseArray, parseCount, parseMembers } from '../kernel/shape.ts';

/** One file of a version, as the client hashed it before signing. */
export interface ManifestEntry extends FileDigest {
  readonly salt: Hex;
  /** Relative, `/`-separated, NFC. */
  readonly path: string;
}

/** An entry whose salt and values were erased: its leaf's hash still proves the others (docs/formats.md, "Taking down"). */
export interface ErasedEntry {
  readonly leafHash: Hex;
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
/** What one draft takes. */
export const MAX_DRAFT_FILES = 10_000;

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
    const other = files.get(foldPath(path));
    if (other !== undefined)
      throw new FormatError(
        `${field} ${JSON.stringify(path)}`,
        `differs from ${JSON.stringify(other)} in case only`,
      );
    files.set(foldPath(path), path);
  }
  for (const { path } of entries) {
    const file = foldersOf(path)
      .map((folder) => files.get(foldPath(folder)))
      .find((each) => each !== undefined);
    if (file !== undefined)
      throw new FormatError(`${field} ${JSON.stringify(path)}`, `lies below a file, ${JSON.stringify(file)}`);
  }
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

/** Hash of an entry's leaf: what stays of it when it is erased. */
export function entryHash(entry: ManifestEntry): Hex {
  return toHex(leafHash(encodeEntry(entry)));
}

/** Proofs of all entries of a manifest that are kept, or of those at `indexes`. */
export function revealEntries(
  entries: readonly (ManifestEntry | ErasedEntry)[],
  indexes: readonly number[] = entries.flatMap((entry, index) => (isErasedEntry(entry) ? [] : [index])),
): EntryProof[] {
  const tree = treeOf(entries);
  return indexes.map((index) => {
    const entry = entries[index];
    if (entry === undefined) throw new FormatError('files', `has no entry ${index}`);
    if (isErasedEntry(entry)) throw new FormatError('files', `entry ${index} was taken down and is not kept`);
    return { index, entry, proof: tree.inclusionProof(index).map(toHex) };
  });
}

export function isErasedEntry(entry: ManifestEntry | ErasedEntry): entry is ErasedEntry {
  return 'leafHash' in entry;
}

function treeOf(entries: readonly (ManifestEntry | ErasedEntry)[]): MemoryTree {
  const tree = new MemoryTree();
  for (const entry of entries)
    tree.appendHash(isErasedEntry(entry) ? fromHex(entry.leafHash) : leafHash(encodeEntry(entry)));
  return tree;
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

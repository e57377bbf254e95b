import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  MANIFEST_FILE,
  TAG_MANIFEST_FILE,
} from '@lanran/protocol/packages/bagit';
import { LABELS_PATH } from '@lanran/protocol/packages/check-papers';
import { ODRL_FILE, PROOF_SUFFIX, RECEIPT_FILE } from '@lanran/protocol/packages/documents';
import { namesOf } from '@lanran/protocol/packages/found-file';
import { isGeneration } from '@lanran/protocol/packages/history';
import { CHAIN_FILE } from '@lanran/protocol/packages/mhl';
import { MAX_HISTORY_BYTES } from '@lanran/protocol/packages/mhl-reader';
import { MAX_BUNDLE_CHARACTERS } from '@lanran/protocol/proofs/bundle';
import { HISTORY_FOLDER, PROVENANCE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { LOCK_FILE } from './folder-lock.ts';
import { MARKER_FILE, PARTS_FOLDER } from './package-folder.ts';

/** Others write these: bounded one by one, and together. */
const MAX_TEXT_BYTES = MAX_HISTORY_BYTES;
const MAX_PROOF_BYTES = MAX_BUNDLE_CHARACTERS;
const MAX_ALL_BYTES = 512 * 1024 * 1024;
/** What macOS leaves in any folder. */
const SYSTEM_NAME = /\/(\.DS_Store|\._[^/]*)$/;
const TAG_FILES = [
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  MANIFEST_FILE,
  TAG_MANIFEST_FILE,
  RECEIPT_FILE,
  ODRL_FILE,
  LABELS_PATH,
];

export interface PackagedFile {
  /** Below the package’s folder, in NFC. */
  readonly path: string;
  readonly localPath: string;
  readonly bytes: number;
}

/** A package’s files, and the texts that say what they should be. */
export interface ReadPackage {
  readonly files: readonly PackagedFile[];
  /** Of `ascmhl/`: bytes of each generation and of the chain file. */
  readonly history: ReadonlyMap<string, Uint8Array>;
  readonly texts: ReadonlyMap<string, string>;
  /** Proof bundles in `provenance/`, by path. */
  readonly proofs: ReadonlyMap<string, string>;
  /** Files in `ascmhl/` that are not of the history, by path. */
  readonly strays: readonly string[];
}

/** Whether a folder is a package, or was to become one. A bag that was itself published has its proof beside it. */
export async function isPackage(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  if (names.includes(MARKER_FILE)) return true;
  if (!names.includes('provenance')) return false;
  return [BAG_DECLARATION_FILE, MANIFEST_FILE, 'data', 'ascmhl'].some((name) => names.includes(name));
}

/**
 * Lists a package and reads its tag files; the payload is not read.
 * @throws FormatError naming what no package may have: a symbolic link, a device, two names that are one in NFC, a text that is
 * too large or not UTF-8
 */
export async function readPackage(folder: string): Promise<ReadPackage> {
  const found = await list(folder);
  const texts = new Map<string, string>();
  const proofs = new Map<string, string>();
  const history = new Map<string, Uint8Array>();
  let all = 0;
  for (const file of found) {
    const { path } = file;
    const isOfHistory = isGeneration(path) || path === CHAIN_FILE;
    const isProof = path.startsWith(PROVENANCE_FOLDER) && path.endsWith(PROOF_SUFFIX);
    if (!isOfHistory && !isProof && !TAG_FILES.includes(path)) continue;
    const content = await readBounded(file, isProof ? MAX_PROOF_BYTES : MAX_TEXT_BYTES);
    all += content.length;
    if (all > MAX_ALL_BYTES)
      throw new FormatError(path, `and what was read before have more than ${MAX_ALL_BYTES} bytes`);
    if (isOfHistory) history.set(path, content);
    (isProof ? proofs : texts).set(path, utf8Text(content, path));
  }
  const isInHistory = ({ path }: PackagedFile) => path.startsWith(HISTORY_FOLDER);
  return {
    files: found.filter((file) => !isInHistory(file)),
    texts,
    proofs,
    history,
    strays: found
      .filter(isInHistory)
      .map(({ path }) => path)
      .filter((path) => !history.has(path) && !SYSTEM_NAME.test(path)),
  };
}

async function list(folder: string): Promise<PackagedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const placed = entries
    .map((entry) => ({ entry, localPath: join(entry.parentPath, entry.name) }))
    .map((each) => ({ ...each, path: placeOf(folder, each.localPath) }))
    .filter(({ path }) => ![MARKER_FILE, PARTS_FOLDER.slice(0, -1)].includes(path))
    .filter(({ path }) => ![LOCK_FILE, PARTS_FOLDER].some((own) => path.startsWith(own)));
  const links = placed.filter(({ entry }) => entry.isSymbolicLink());
  if (links.length > 0)
    throw new FormatError(namesOf(links.map(({ path }) => path)), 'is a symbolic link; a package has none');
  const odd = placed.filter(({ entry }) => !entry.isFile() && !entry.isDirectory());
  if (odd.length > 0) throw new FormatError(namesOf(odd.map(({ path }) => path)), 'is no file and no folder');
  const files = placed.filter(({ entry }) => entry.isFile());
  requireDistinct(files.map(({ path }) => path));
  return Promise.all(
    files.map(async ({ path, localPath }) => ({ path, localPath, bytes: (await lstat(localPath)).size })),
  );
}

/** Of two files under one name only one would be compared. */
function requireDistinct(paths: readonly string[]): void {
  const seen = new Set<string>();
  const twice = paths.filter((path) => seen.size === seen.add(path).size);
  if (twice.length > 0)
    throw new FormatError(namesOf(twice), 'lies there under two names that differ in Unicode form alone');
}

function placeOf(folder: string, localPath: string): string {
  return relative(folder, localPath).split(sep).join('/').normalize('NFC');
}

async function readBounded({ path, localPath, bytes }: PackagedFile, most: number): Promise<Uint8Array> {
  if (bytes > most) throw new FormatError(path, `has ${bytes} bytes; at most ${most} are read`);
  return readFile(localPath);
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { AGREEMENT_PLACES } from '@lanran/protocol/licensing/license-agreement';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { LABELS_FILE } from '@lanran/protocol/packages/labels-and-credit-text';
import { ClientError, reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';

const BUNDLE_SUFFIX = '.lanran.json';
const PART_SUFFIX = '.part';

/** A bundle and the files at hand that it is to be compared with. */
export interface Subject {
  readonly bundlePath: string;
  readonly bundleText: string;
  /** By path in the version, as far as names tell. */
  readonly files: ReadonlyMap<string, FileDigest>;
  /** The text of the license agreement that lies in a package; null where none does. */
  readonly agreement: FileDigest | null;
}

export type DigestFile = (path: string) => Promise<FileDigest>;

interface Candidate {
  readonly path: string;
  readonly text: string;
  /** Null when the text is no bundle; verifying it then says why. */
  readonly bundle: Bundle | null;
}

/**
 * What is to be verified: a bundle by itself, a file with the bundle beside it that names its content, or a folder with the
 * one bundle in it. `explicitBundle` is the choice of the user.
 * @throws ClientError when no bundle can be found, ArgumentError when a path can't be read
 */
export async function findSubject(
  path: string,
  explicitBundle: string | null,
  digest: DigestFile,
): Promise<Subject> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ArgumentError('PATH', `${path} can't be read: ${reasonOf(cause)}.`, { cause });
  });
  if (found.isDirectory()) return subjectOfFolder(path, explicitBundle, digest);
  if (path.endsWith(BUNDLE_SUFFIX) && explicitBundle === null)
    return subjectOf(await readCandidate(path), new Map());
  return subjectOfFile(path, explicitBundle, digest);
}

async function subjectOfFile(
  path: string,
  explicitBundle: string | null,
  digest: DigestFile,
): Promise<Subject> {
  const file = await digest(path);
  const candidate =
    explicitBundle === null
      ? chooseForFile(await listCandidates(dirname(path)), {
          name: basename(path),
          sha256: file.sha256,
          path,
        })
      : await readCandidate(explicitBundle);
  return subjectOf(candidate, new Map([[placeOf(path, candidate), file]]));
}

/** The bundle that names the content; else the one that names the file, which then fails the check `files`; else the only one. */
function chooseForFile(
  candidates: readonly Candidate[],
  { name, sha256, path }: { readonly name: string; readonly sha256: string; readonly path: string },
): Candidate {
  const entriesOf = ({ bundle }: Candidate) => bundle?.files.map(({ entry }) => entry) ?? [];
  const byContent = candidates.find((candidate) =>
    entriesOf(candidate).some((entry) => entry.sha256 === sha256),
  );
  const byName = candidates.find((candidate) =>
    entriesOf(candidate).some((entry) => basename(entry.path) === name),
  );
  const chosen = byContent ?? byName ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (chosen !== undefined) return chosen;
  const ofPaper = path.toLowerCase().endsWith('.pdf')
    ? ` A paper of the platform has its proof attached: save the attachment *${BUNDLE_SUFFIX}, and verify that.`
    : '';
  throw noBundle(`Beside ${path} there is no ${BUNDLE_SUFFIX} file that names it.${ofPaper}`);
}

/** The path that a file has in the bundle: its place beside or below the bundle, or what its name alone says. */
function placeOf(path: string, { path: bundlePath, bundle }: Candidate): string {
  const place = relative(dirname(bundlePath), path).split(sep).join('/').normalize('NFC');
  const paths = bundle?.files.map(({ entry }) => entry.path) ?? [];
  if (paths.includes(place)) return place;
  const name = basename(path).normalize('NFC');
  const named = paths.filter((candidate) => basename(candidate) === name);
  return named.length === 1 ? (named[0] ?? name) : name;
}

async function subjectOfFolder(
  folder: string,
  explicitBundle: string | null,
  digest: DigestFile,
): Promise<Subject> {
  const candidate =
    explicitBundle === null
      ? chooseForFolder(await listCandidates(folder), folder)
      : await readCandidate(explicitBundle);
  const files = new Map<string, FileDigest>();
  let agreement: FileDigest | null = null;
  const published = candidate.bundle?.files.map(({ entry }) => entry.path) ?? [];
  for (const path of await listFiles(folder)) {
    const place = relative(folder, path).split(sep).join('/').normalize('NFC');
    // `download` writes it beside the files; no proof names it.
    if (place === LABELS_FILE && !published.includes(place)) continue;
    if (AGREEMENT_PLACES.includes(place) && !published.includes(place)) agreement = await digest(path);
    else files.set(place, await digest(path));
  }
  return { ...subjectOf(candidate, files), agreement };
}

function chooseForFolder(candidates: readonly Candidate[], folder: string): Candidate {
  const [only] = candidates;
  if (only === undefined) throw noBundle(`${folder} has no ${BUNDLE_SUFFIX} file.`);
  if (candidates.length > 1) {
    throw new ArgumentError(
      '--bundle',
      `${folder} has ${candidates.length} bundles; name one: ${candidates.map(({ path }) => path).join(', ')}.`,
    );
  }
  return only;
}

function noBundle(problem: string): ClientError {
  return new ClientError(
    'NO_BUNDLE',
    `${problem} What can be verified: a folder that lanran download or lanran deliver wrote, a *${BUNDLE_SUFFIX} proof, and published files with their proof beside them. Export a proof with lanran proof, or name one with --bundle.`,
    { field: '--bundle' },
  );
}

function subjectOf({ path, text }: Candidate, files: ReadonlyMap<string, FileDigest>): Subject {
  return { bundlePath: path, bundleText: text, files, agreement: null };
}

async function listCandidates(folder: string): Promise<Candidate[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(BUNDLE_SUFFIX)).sort();
  return Promise.all(names.map((name) => readCandidate(join(folder, name))));
}

async function readCandidate(path: string): Promise<Candidate> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ArgumentError('--bundle', `${path} can't be read: ${reasonOf(cause)}.`, { cause });
  });
  // Bytes that are not UTF-8 are no bundle; the check `format` then says so.
  const text = decode(bytes);
  return { path, text, bundle: parse(text) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '\u{FFFD}';
  }
}

function parse(text: string): Bundle | null {
  try {
    return parseBundle(text);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** All files below a folder but bundles and unfinished downloads. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) => entry.isFile() && !entry.name.endsWith(BUNDLE_SUFFIX) && !entry.name.endsWith(PART_SUFFIX),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

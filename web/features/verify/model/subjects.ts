import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { AGREEMENT_PLACES } from '@lanran/protocol/licensing/license-agreement';
import { LABELS_FILE } from '@lanran/protocol/packages/labels-and-credit-text';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { PAYLOAD_FOLDER, PROVENANCE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { type GivenText, nameOf } from './classify.ts';

/** A proof and the files at hand that it is to be compared with. */
export interface Subject extends GivenText {
  /** Null when the text is no proof; verifying it says why. */
  readonly bundle: Bundle | null;
  /** By path in the version, as far as names tell. */
  readonly files: ReadonlyMap<string, FileDigest>;
  /** The text of the license agreement that lies in the package of a license; null where none does. */
  readonly agreement: FileDigest | null;
}

export interface Matching {
  readonly subjects: readonly Subject[];
  /** Files that none of several proofs names, or that came without one. */
  readonly unclaimed: readonly string[];
}

/**
 * Gives each proof its files. One proof gets every file, so that a stranger among them fails; of several each gets the files it
 * names by content, else by place or name.
 */
export function matchSubjects(
  texts: readonly GivenText[],
  digests: ReadonlyMap<string, FileDigest>,
): Matching {
  const parsed = texts.map((text) => ({ ...text, bundle: parseOrNull(text.text) }));
  const claimed = new Set<string>();
  const subjects = parsed.map((candidate): Subject => {
    const files = new Map<string, FileDigest>();
    let agreement: FileDigest | null = null;
    for (const [path, digest] of digests) {
      const place = placeOf(path, candidate);
      if (isLabels(path, candidate.bundle) || isOfPackage(path, candidate.path)) {
        claimed.add(path);
        continue;
      }
      if (isAgreement(place, candidate.bundle)) {
        claimed.add(path);
        if (candidate.bundle?.license !== undefined) agreement = digest;
        continue;
      }
      const isOwn = parsed.length === 1 || isNamed(candidate.bundle, { place, digest, all: parsed });
      if (!isOwn) continue;
      claimed.add(path);
      files.set(files.has(place) ? path : place, digest);
    }
    return { ...candidate, files, agreement };
  });
  return { subjects, unclaimed: [...digests.keys()].filter((path) => !claimed.has(path)) };
}

/** What a package says of labels and credit: no proof names it. */
function isLabels(path: string, bundle: Bundle | null): boolean {
  return (
    nameOf(path) === LABELS_FILE &&
    !(bundle?.files ?? []).some(({ entry }) => nameOf(entry.path) === LABELS_FILE)
  );
}

/** What a package has beside its payload: `lanran verify` checks it, no proof names it. */
function isOfPackage(path: string, bundlePath: string): boolean {
  const root = packageRootOf(bundlePath);
  return root !== null && path.startsWith(root) && !path.startsWith(`${root}${PAYLOAD_FOLDER}`);
}

/** The folder of the package whose proof it is, with a `/` unless it is the top; null for a proof that lies elsewhere. */
function packageRootOf(bundlePath: string): string | null {
  const folder = bundlePath.slice(0, bundlePath.lastIndexOf('/') + 1);
  const isOfPackage = folder === PROVENANCE_FOLDER || folder.endsWith(`/${PROVENANCE_FOLDER}`);
  return isOfPackage ? folder.slice(0, -PROVENANCE_FOLDER.length) : null;
}

/** `license/agreement.pdf`, where it is none of the published files. */
function isAgreement(place: string, bundle: Bundle | null): boolean {
  return AGREEMENT_PLACES.includes(place) && !(bundle?.files ?? []).some(({ entry }) => entry.path === place);
}

function isNamed(
  bundle: Bundle | null,
  {
    place,
    digest,
    all,
  }: {
    readonly place: string;
    readonly digest: FileDigest;
    readonly all: readonly { readonly bundle: Bundle | null }[];
  },
): boolean {
  const has = (each: Bundle | null) =>
    each?.files.some(({ entry }) => entry.sha256 === digest.sha256) ?? false;
  if (has(bundle)) return true;
  if (all.some((each) => has(each.bundle))) return false;
  return bundle?.files.some(({ entry }) => entry.path === place) ?? false;
}

/** The path that a file has in the proof: its place beside or below it, or what its name alone says. */
function placeOf(path: string, { path: bundlePath, bundle }: Pick<Subject, 'path' | 'bundle'>): string {
  const root = packageRootOf(bundlePath);
  const folder =
    root === null ? bundlePath.slice(0, bundlePath.lastIndexOf('/') + 1) : `${root}${PAYLOAD_FOLDER}`;
  const place = path.startsWith(folder) ? path.slice(folder.length) : path;
  const paths = bundle?.files.map(({ entry }) => entry.path) ?? [];
  if (paths.includes(place)) return place;
  const named = paths.filter((candidate) => nameOf(candidate) === nameOf(path));
  return named.length === 1 ? (named[0] ?? place) : place;
}

function parseOrNull(text: string): Bundle | null {
  try {
    return parseBundle(text);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

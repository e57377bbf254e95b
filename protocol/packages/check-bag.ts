import { toPlainHex, utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import { fail, pass, type Outcome } from '../proofs/check.ts';
import {
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  findOxum,
  MANIFEST_FILE,
  parseBagDeclaration,
  parseBagInfo,
  parseManifest,
  TAG_MANIFEST_FILE,
  type ManifestLine,
} from './bagit.ts';
import { namesOf, type FoundFiles, type FoundTexts } from './found-file.ts';
import { HISTORY_FOLDER, LICENSE_FOLDER, PAYLOAD_FOLDER, PROVENANCE_FOLDER } from './package-entry.ts';

/**
 * Whether a folder is a whole BagIt bag (RFC 8493, section 3): its declaration, Payload-Oxum, that manifest and tag manifest name
 * exactly the files that are there, and that these have the SHA-256 that is stated. A file in `license/` or `provenance/` that the
 * tag manifest does not list fails too. @throws FormatError naming the tag file and line
 */
export function checkBag(files: FoundFiles, texts: FoundTexts): Outcome {
  parseBagDeclaration(getText(texts, BAG_DECLARATION_FILE));
  const payload = parseManifest(getText(texts, MANIFEST_FILE), MANIFEST_FILE);
  const tags = parseManifest(getText(texts, TAG_MANIFEST_FILE), TAG_MANIFEST_FILE);
  const problem =
    misplaced(payload, tags) ??
    unlisted(files, { payload, tags }) ??
    sizeProblem(files, texts) ??
    differing([...payload, ...tags], { files, texts });
  if (problem !== null) return fail(problem);
  const bytes = payload.reduce((sum, { path }) => sum + (files.get(path)?.bytes ?? 0), 0);
  return pass(
    `${payload.length} files of the payload, ${bytes} bytes, and ${tags.length} tag files are as listed`,
  );
}

function getText(texts: FoundTexts, path: string): string {
  const text = texts.get(path);
  if (text === undefined)
    throw new FormatError(path, 'is missing: this is no whole package. Download it again');
  return text;
}

function misplaced(payload: readonly ManifestLine[], tags: readonly ManifestLine[]): string | null {
  const outside = payload.find(({ path }) => !path.startsWith(PAYLOAD_FOLDER));
  if (outside !== undefined) return `${MANIFEST_FILE} lists ${outside.path}, which is not in data/`;
  const inside = tags.find(({ path }) => path.startsWith(PAYLOAD_FOLDER));
  if (inside !== undefined) return `${TAG_MANIFEST_FILE} lists ${inside.path}, which is in data/`;
  const missing = [BAG_DECLARATION_FILE, MANIFEST_FILE].find(
    (name) => !tags.some(({ path }) => path === name),
  );
  return missing === undefined ? null : `${TAG_MANIFEST_FILE} does not list ${missing}`;
}

function unlisted(
  files: FoundFiles,
  { payload, tags }: { readonly payload: readonly ManifestLine[]; readonly tags: readonly ManifestLine[] },
): string | null {
  const listed = new Set([...payload, ...tags].map(({ path }) => path));
  const folders = [PAYLOAD_FOLDER, LICENSE_FOLDER, PROVENANCE_FOLDER];
  const strays = [...files.keys()].filter(
    (path) => folders.some((folder) => path.startsWith(folder)) && !listed.has(path),
  );
  if (strays.length > 0) return `not listed: ${namesOf(strays)}. Move what is not of the package elsewhere`;
  const missing = [...listed].filter((path) => !files.has(path) && !path.startsWith(HISTORY_FOLDER));
  return missing.length === 0 ? null : `missing: ${namesOf(missing)}`;
}

function sizeProblem(files: FoundFiles, texts: FoundTexts): string | null {
  const text = texts.get(BAG_INFO_FILE);
  const stated = text === undefined ? null : findOxum(parseBagInfo(text));
  if (stated === null) return null;
  const payload = [...files].filter(([path]) => path.startsWith(PAYLOAD_FOLDER));
  const bytes = payload.reduce((sum, [, file]) => sum + file.bytes, 0);
  if (stated.bytes === bytes && stated.count === payload.length) return null;
  return `Payload-Oxum states ${stated.bytes} bytes in ${stated.count} files; data/ has ${bytes} in ${payload.length}`;
}

function differing(lines: readonly ManifestLine[], found: Found): string | null {
  const changed = lines.filter(({ path, sha256: stated }) => sha256Of(path, found) !== stated);
  return changed.length === 0 ? null : `not the listed SHA-256: ${namesOf(changed.map(({ path }) => path))}`;
}

interface Found {
  readonly files: FoundFiles;
  readonly texts: FoundTexts;
}

/** Tools that write a bag's tag manifest anew list the history too, whose files are at hand as texts. */
function sha256Of(path: string, { files, texts }: Found): string | undefined {
  const text = path.startsWith(HISTORY_FOLDER) ? texts.get(path) : undefined;
  return text === undefined ? files.get(path)?.sha256 : toPlainHex(sha256(utf8(text)));
}

import { verifyField } from '../log/body.ts';
import type { Bundle } from './bundle.ts';
import type { RevealedBody } from './bundle-parts.ts';
import { fromHex, type Hex } from '../kernel/bytes.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { HOLDS, type Verdict } from '../kernel/errors.ts';
import { findDifference, type FoundDigest } from '../files/file-digest.ts';
import type { JsonValue } from '../kernel/json.ts';
import { type LicenseAgreement, parseLicenseAgreement } from '../licensing/license-agreement.ts';
import { verifyInclusion } from '../log/merkle-check.ts';
import { isKnownKind } from '../log/statement.ts';
import type { TakeDownScope } from '../assets/take-down.ts';
import { areMissingFilesTakenDown } from './taken-down-parts.ts';
import { parseFilesField, verifyEntry, type FilesField, type ManifestEntry } from '../files/manifest.ts';

/** Each revealed field belongs to the statement's body, and the body is of the statement's kind. */
export function checkBody({ statement, body }: Bundle): Outcome {
  for (const field of body.fields) {
    const verdict = verifyField(field, { bodyHash: statement.bodyHash, size: body.size });
    if (!verdict.ok) return fail(verdict.reason);
  }
  const size = sizeVerdict(body, statement.bodyHash);
  if (!size.ok) return fail(`the number of fields: ${size.reason}`);
  const schema = `lanran/${statement.kind}/1`;
  const stated = revealed({ body }, 'schema');
  if (isKnownKind(statement.kind) && stated !== undefined && stated !== schema)
    return fail(`the body is not of schema ${schema}`);
  return pass(`${body.fields.length} of ${body.size} fields are revealed and belong to the statement`);
}

/** Only the last leaf's audit path fits no other size. */
function sizeVerdict({ size, end }: RevealedBody, bodyHash: Hex): Verdict {
  if (end === undefined) return HOLDS;
  return verifyInclusion({
    leafHash: fromHex(end.leafHash),
    index: size - 1,
    size,
    proof: end.proof.map((hash) => fromHex(hash)),
    root: fromHex(bodyHash),
  });
}

/** Value of a revealed field. */
export function revealed({ body }: Pick<Bundle, 'body'>, name: string): JsonValue | undefined {
  return body.fields.find((field) => field.name === name)?.value;
}

/** The license agreement that the statement names; null where it names none that is shown. @throws FormatError */
export function agreementOf(bundle: Pick<Bundle, 'body'>): LicenseAgreement | null {
  const value = revealed(bundle, 'agreement');
  return value === undefined ? null : parseLicenseAgreement(value);
}

/** The text at hand is the one that the statement names. */
export function checkAgreement(bundle: Bundle, { agreement: atHand }: Known): Outcome {
  const named = agreementOf(bundle);
  if (atHand === undefined) return unknown('no text of a license agreement is at hand');
  if (named === null)
    return fail(
      bundle.body.fields.length === bundle.body.size
        ? 'a text of a license agreement is at hand, but the statement names none'
        : 'a text of a license agreement is at hand, but the field that names it is not revealed',
    );
  if (atHand.sha256 === named.sha256 && atHand.bytes === named.bytes)
    return pass(`the text is the one that the statement names, sha256 ${named.sha256}`);
  return fail(
    `the text at hand has ${atHand.bytes} bytes and sha256 ${atHand.sha256}; named is one of ${named.bytes} bytes and sha256 ${named.sha256}`,
  );
}

/** Each listed file belongs to the statement, and the files at hand are the listed ones, byte for byte. */
export function checkFiles(
  bundle: Bundle,
  { files: atHand = new Map(), mustList, mustHave, takenDown = [] }: Known,
): Outcome {
  const stated = revealed(bundle, 'files');
  if (stated === undefined) {
    if (mustList === 'ALL') return fail('the field that commits to the files is not revealed');
    if (bundle.files.length > 0)
      return fail('files are listed, but the field that commits to them is not revealed');
    // Of a fixity run the check `fixity` compares them.
    const isCompared = bundle.statement.kind === 'fixity-checked' || atHand.size === 0;
    return isCompared && mustHave === undefined
      ? unknown('the bundle lists no files')
      : fail('the bundle lists no files');
  }
  const field = parseFilesField(stated, 'field files');
  for (const proof of bundle.files) {
    const verdict = verifyEntry(proof, field);
    if (!verdict.ok) return fail(verdict.reason);
  }
  const entries = bundle.files.map(({ entry }) => entry);
  if (mustList === 'ALL') {
    const problem = findOmission(bundle, { field, takenDown });
    if (problem !== null) return fail(problem);
    if (atHand.size === 0) return pass(listedText(entries, field));
  }
  const match = matchFiles(entries, atHand);
  if (match.problem !== null) return fail(match.problem);
  if (match.foreign !== null && entries.length === field.count)
    return fail(`file ${match.foreign} is not one of the published files: no path or sha256 fits`);
  if (match.foreign !== null) {
    return fail(
      `file ${match.foreign} is not among the ${entries.length} of ${field.count} files that are listed. It may be one of the others, e.g. one that was taken down: this bundle can't tell`,
    );
  }
  const missing = entries.filter((entry) => !match.matched.has(entry));
  const [first] = missing;
  if (first !== undefined) {
    const count = `${missing.length} of ${entries.length} listed files are`;
    return mustHave === 'LISTED'
      ? fail(`${count} missing, first ${first.path}. Download what is missing again`)
      : unknown(`${count} not at hand to compare, first ${first.path}`);
  }
  if (entries.length < field.count) return unknown(countOf(entries, field));
  return pass(`all ${entries.length} files are the published ones, ${field.bytes} bytes`);
}

/** Places in the tree are each proven once, so the number tells whether one is missing. */
function findOmission(
  bundle: Bundle,
  { field, takenDown }: { readonly field: FilesField; readonly takenDown: readonly TakeDownScope[] },
): string | null {
  const entries = bundle.files.map(({ entry }) => entry);
  const isWhole = entries.length === field.count;
  if (!isWhole && !areMissingFilesTakenDown(bundle, field, takenDown)) return countOf(entries, field);
  const sum = entries.reduce((total, entry) => total + entry.bytes, 0);
  const fits = isWhole ? sum === field.bytes : sum <= field.bytes;
  return fits ? null : `the listed files have ${sum} bytes, the version states ${field.bytes}`;
}

function listedText(entries: readonly ManifestEntry[], { count, bytes }: FilesField): string {
  const gone = count - entries.length;
  return gone === 0
    ? `all ${count} files are listed, ${bytes} bytes; none is at hand to compare`
    : `the other ${gone} of ${count} files were taken down; none of those listed is at hand to compare`;
}

function countOf(entries: readonly ManifestEntry[], { count }: FilesField): string {
  return `${entries.length} of the version's ${count} files are listed`;
}

interface Match {
  /** A file that is under a path of the version, and differs. */
  readonly problem: string | null;
  /** The first file that no entry fits. */
  readonly foreign: string | null;
  readonly matched: ReadonlySet<ManifestEntry>;
}

function matchFiles(entries: readonly ManifestEntry[], atHand: ReadonlyMap<string, FoundDigest>): Match {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const bySha256 = new Map(entries.map((entry) => [entry.sha256, entry]));
  const matched = new Set<ManifestEntry>();
  let foreign: string | null = null;
  for (const [path, digest] of atHand) {
    // A single file may have been renamed; then its content finds its entry.
    const entry = byPath.get(path) ?? bySha256.get(digest.sha256);
    if (entry === undefined) {
      foreign ??= path;
      continue;
    }
    const difference = findDifference(entry, digest);
    if (difference !== null) {
      const problem = `file ${path} differs: its ${difference} is ${digest[difference]}, published was ${entry[difference]}`;
      return { problem, foreign, matched };
    }
    matched.add(entry);
  }
  return { problem: null, foreign, matched };
}

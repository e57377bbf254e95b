import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import type { FoundDigest } from '@lanran/protocol/files/file-digest';
import { AGREEMENT_PLACES } from '@lanran/protocol/licensing/license-agreement';
import { checkBag } from '@lanran/protocol/packages/check-bag';
import { checkHistory } from '@lanran/protocol/packages/check-history';
import type { AskedUse } from '@lanran/protocol/packages/check-window';
import { namesOf, type FoundFiles } from '@lanran/protocol/packages/found-file';
import { formatsToCompute, isGeneration, readHistory, type History } from '@lanran/protocol/packages/history';
import { type PackageCheck, runPackageCheck } from '@lanran/protocol/packages/package-check';
import { checkPackageUse, checkReceipt } from '@lanran/protocol/packages/check-license';
import { checkPapers, notProven } from '@lanran/protocol/packages/check-papers';
import { checkOdrl } from '@lanran/protocol/packages/check-odrl';
import { PAYLOAD_FOLDER } from '@lanran/protocol/packages/package-entry';
import { c4Of } from '@lanran/protocol/packages/tag-digests';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { type Check, type CheckName, fail, type Known, type Outcome } from '@lanran/protocol/proofs/check';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { hashFiles } from '../hashing/hash-threads.ts';
import { choosePackageProofs, type PackageProofs } from './package-proofs.ts';
import { MARKER_FILE } from './package-folder.ts';
import { readPackage, type ReadPackage } from './read-package.ts';

const OF_LICENSE: readonly CheckName[] = ['license', 'consent', 'undisputed', 'title stated'];

export interface PackageQuestion {
  readonly folder: string;
  /** Trust, chain and witnesses. */
  readonly known: Omit<Known, 'files'>;
  readonly use: AskedUse;
  /** Also CID, MD5, C4 and whatever formats the history has. */
  readonly isFull: boolean;
  /** A proof bundle of the user’s choice; null: those of the package. */
  readonly proof: { readonly path: string; readonly text: string } | null;
  onFile(path: string): void;
}

export interface PackageReport {
  readonly ok: boolean;
  readonly checks: readonly (Check | PackageCheck)[];
  /** The proof of the files; null where there is none. */
  readonly proof: { readonly path: string; readonly text: string } | null;
  /** Files, or parts of them, that nothing offline proves. */
  readonly notProven: readonly string[];
  /** What was found of each file, without those of `ascmhl/`. */
  readonly files: FoundFiles;
  readonly history: History;
}

/** Checks a package without the platform: bag, history, proof, receipt, and whether the license allows the use. Reads each file once. */
export async function verifyPackage(question: PackageQuestion): Promise<PackageReport> {
  const unfinished = unfinishedProblem(question.folder);
  if (unfinished !== null) return reportOf([{ name: 'bag', ...unfinished }], null);
  const read = await attempt(() => readPackage(question.folder));
  if ('status' in read) return reportOf([{ name: 'bag', ...read }], null);
  const history = await attempt(async () => readHistory(read.texts));
  const files = await hashPackage(read, { history: 'status' in history ? [] : history, question });
  const proofs = choosePackageProofs(read.proofs, question.proof);
  const bag = runPackageCheck('bag', () => checkBag(files, read.texts));
  const checks = [bag, await historyCheck({ history, read, files, proofs })];
  const found = { files, history: 'status' in history ? [] : history };
  if (proofs === null)
    return reportOf(
      [
        ...checks,
        { name: 'format', ...fail('provenance/ has no proof bundle: nothing proves whose files these are') },
      ],
      null,
      found,
    );
  const ofLicense = { ...question.known, ...agreementIn(files) };
  const isLicenses = proofs.license === proofs.files;
  const ofFiles = await verifyBundleText(proofs.files.text, {
    ...(isLicenses ? ofLicense : question.known),
    files: payloadOf(files),
    mustHave: 'LISTED',
  });
  const ofPapers = await licenseChecks({ proofs, read, question, known: ofLicense });
  return {
    ...reportOf([...checks, ...ofFiles.checks, ...ofPapers], proofs.files, found),
    notProven: notProven(files.keys()),
  };
}

function reportOf(
  checks: PackageReport['checks'],
  proof: PackageReport['proof'],
  found: Pick<PackageReport, 'files' | 'history'> = { files: new Map(), history: [] },
): PackageReport {
  return { ok: checks.every(({ status }) => status !== 'fail'), checks, proof, notProven: [], ...found };
}

function unfinishedProblem(folder: string): Outcome | null {
  if (!existsSync(join(folder, MARKER_FILE)) || existsSync(join(folder, 'bagit.txt'))) return null;
  return fail('the download of this package has not ended. Run lanran download again with the same --out');
}

export async function attempt<T extends object>(read: () => Promise<T>): Promise<T | Outcome> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    return fail(cause.message);
  }
}

async function hashPackage(
  { files }: ReadPackage,
  { history, question }: { readonly history: History; readonly question: PackageQuestion },
): Promise<FoundFiles> {
  const { isFull, onFile } = question;
  const formatsOf = formatsToCompute(history, { isFull });
  const orders = files.map(({ path, localPath, bytes }) => ({
    path: localPath,
    bytes,
    formats: formatsOf(path),
    withCid: isFull && path.startsWith(PAYLOAD_FOLDER),
  }));
  const found = await hashFiles(orders, ({ path }) => onFile(path));
  return new Map(files.flatMap(({ path }, at) => (found[at] === undefined ? [] : [[path, found[at]]])));
}

interface HistoryParts {
  readonly history: History | Outcome;
  readonly read: ReadPackage;
  readonly files: FoundFiles;
  readonly proofs: PackageProofs | null;
}

async function historyCheck({ history, read, files, proofs }: HistoryParts): Promise<PackageCheck> {
  if ('status' in history) return { name: 'history', ...history };
  if (read.strays.length > 0)
    return {
      name: 'history',
      ...fail(`not of the history: ${namesOf(read.strays)}. Move what is not of the package elsewhere`),
    };
  const generationIds = new Map<string, string>();
  for (const [path, content] of read.history)
    if (isGeneration(path)) generationIds.set(path, await c4Of(content));
  const license = proofs === null ? null : findBundle(proofs.license.text)?.license;
  return runPackageCheck('history', () =>
    checkHistory({ history, generationIds, files, licenseId: license?.licenseId ?? null }),
  );
}

function payloadOf(files: FoundFiles): ReadonlyMap<string, FoundDigest> {
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(PAYLOAD_FOLDER))
      .map(([path, found]) => [path.slice(PAYLOAD_FOLDER.length), found]),
  );
}

/** The text of the license agreement, which the license’s proof names. */
function agreementIn(files: FoundFiles): Pick<Known, 'agreement'> {
  const place = AGREEMENT_PLACES.find((path) => files.has(path));
  const agreement = place === undefined ? undefined : files.get(place);
  return agreement === undefined ? {} : { agreement };
}

interface LicenseParts {
  readonly proofs: PackageProofs;
  readonly read: ReadPackage;
  readonly question: PackageQuestion;
  readonly known: Known;
}

async function licenseChecks({
  proofs,
  read,
  question,
  known,
}: LicenseParts): Promise<(Check | PackageCheck)[]> {
  const [ofLicense, ofFiles] = [findBundle(proofs.license.text), findBundle(proofs.files.text)];
  const license = ofLicense?.license ?? null;
  const assetId = ofFiles?.statement.assetId ?? null;
  const { texts } = read;
  return [
    ...(proofs.license === proofs.files ? [] : await otherBundleChecks(proofs, known)),
    runPackageCheck('receipt', () => checkReceipt(texts, { license, assetId })),
    runPackageCheck('papers', () => checkPapers(texts, { files: ofFiles, license: ofLicense })),
    runPackageCheck('odrl', () => checkOdrl(texts, { license })),
    runPackageCheck('window', () => checkPackageUse(texts, { license, use: question.use })),
  ];
}

/** Of the license’s own bundle, which is of the version that was sold: what it says of the license, or the first that fails. */
async function otherBundleChecks(
  { license, files }: PackageProofs,
  known: Omit<Known, 'files'>,
): Promise<Check[]> {
  const { checks } = await verifyBundleText(license.text, known);
  const failed = checks.find(({ status }) => status === 'fail');
  if (failed !== undefined)
    return [{ name: 'license', ...fail(`${license.path}: ${failed.name}: ${failed.reason}`) }];
  const [ofLicense, ofFiles] = [findBundle(license.text), findBundle(files.text)];
  if (ofLicense?.statement.assetId !== ofFiles?.statement.assetId || ofLicense?.logId !== ofFiles?.logId)
    return [{ name: 'license', ...fail(`${license.path} is of another asset than ${files.path}`) }];
  return checks.filter(({ name }) => OF_LICENSE.includes(name));
}

function findBundle(text: string): Bundle | null {
  try {
    return parseBundle(text);
  } catch (error) {
    // What is no bundle fails the check `format`.
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

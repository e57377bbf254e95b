import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CheckedPackage,
  checkReferences,
  checkSchedule,
  mergeChecks,
} from '@lanran/protocol/binders/check-binder';
import { LICENSES_FOLDER } from '@lanran/protocol/binders/folders';
import { parseSchedule, SCHEDULE_JSON } from '@lanran/protocol/binders/schedule';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { FormatError, ProtocolError } from '@lanran/protocol/kernel/errors';
import { BAG_DECLARATION_FILE } from '@lanran/protocol/packages/bagit';
import { checkBag } from '@lanran/protocol/packages/check-bag';
import { checkHistory } from '@lanran/protocol/packages/check-history';
import type { FoundFiles } from '@lanran/protocol/packages/found-file';
import { type History, isGeneration, readHistory } from '@lanran/protocol/packages/history';
import { type PackageCheck, runPackageCheck } from '@lanran/protocol/packages/package-check';
import { c4Of } from '@lanran/protocol/packages/tag-digests';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { LicenseProof } from '@lanran/protocol/proofs/bundle-chain';
import { type Check, fail } from '@lanran/protocol/proofs/check';
import { hashFiles } from '../hashing/hash-threads.ts';
import { readPackage, type ReadPackage } from '../packages/read-package.ts';
import {
  attempt,
  type PackageQuestion,
  type PackageReport,
  verifyPackage,
} from '../packages/verify-package.ts';
import { listBound } from './read-binder.ts';

export type BinderQuestion = Omit<PackageQuestion, 'proof'>;

export interface BinderReport {
  readonly ok: boolean;
  /** Of the binder, then one of each name over all packages. */
  readonly checks: readonly (Check | PackageCheck)[];
  /** Of each package. */
  readonly packages: readonly Pick<CheckedPackage, 'folder' | 'checks'>[];
}

/** Checks a binder and each package in it, without the platform. Reads each file once. */
export async function verifyBinder(question: BinderQuestion): Promise<BinderReport> {
  const { folder, onFile } = question;
  const read = await attempt(() => readPackage(folder));
  if ('status' in read) return reportOf([{ name: 'binder', ...read }], []);
  if (!read.texts.has(BAG_DECLARATION_FILE))
    return reportOf(
      [
        {
          name: 'binder',
          ...fail(`${BAG_DECLARATION_FILE} is missing: it is not finished. Run lanran binder again`),
        },
      ],
      [],
    );
  const checked: (CheckedPackage & Pick<PackageReport, 'files' | 'history'>)[] = [];
  for (const name of await listBound(folder)) {
    const place = join(folder, LICENSES_FOLDER, name);
    const report = await verifyPackage({ ...question, folder: place, proof: null });
    checked.push({ ...report, folder: name, license: licenseIn(report.proof?.text ?? null) });
  }
  const files = await hashOthers(read, { found: foundIn(checked), onFile });
  const bag = await binderCheck(read, { files, checked });
  const schedule = await attempt(async () => parseSchedule(await readSchedule(folder)));
  if ('status' in schedule)
    return reportOf([bag, { name: 'schedule', ...schedule }, ...mergeChecks(checked, { rows: [] })], checked);
  return reportOf(
    [
      bag,
      runPackageCheck('schedule', () => checkSchedule(schedule, checked)),
      ...mergeChecks(checked, schedule),
    ],
    checked,
  );
}

function reportOf(checks: BinderReport['checks'], packages: readonly CheckedPackage[]): BinderReport {
  return {
    ok: checks.every(({ status }) => status !== 'fail'),
    checks,
    packages: packages.map((each) => ({ folder: each.folder, checks: each.checks })),
  };
}

/** Its own bag and history: a fault of either is one of the binder. */
async function binderCheck(
  read: ReadPackage,
  {
    files,
    checked,
  }: {
    readonly files: FoundFiles;
    readonly checked: readonly (CheckedPackage & { readonly history: History })[];
  },
): Promise<PackageCheck> {
  const generationIds = new Map<string, string>();
  for (const [path, content] of read.history)
    if (isGeneration(path)) generationIds.set(path, await c4Of(content));
  return runPackageCheck('binder', () => {
    const bag = checkBag(files, read.texts);
    if (bag.status !== 'pass') return bag;
    const history = readHistory(read.texts);
    const own = new Map([...files].filter(([path]) => !path.startsWith(LICENSES_FOLDER)));
    const listed = checkHistory({ history, generationIds, files: own, licenseId: null });
    if (listed.status !== 'pass') return listed;
    const problem = checkReferences(history, checked);
    return problem === null ? bag : fail(problem);
  });
}

function foundIn(checked: readonly Pick<PackageReport & CheckedPackage, 'folder' | 'files'>[]): FoundFiles {
  return new Map(
    checked.flatMap(({ folder, files }) =>
      [...files].map(([path, found]) => [`${LICENSES_FOLDER}${folder}/${path}`, found] as const),
    ),
  );
}

/** What no package told: the binder’s own files, and the histories of packages. */
async function hashOthers(
  { files }: ReadPackage,
  { found, onFile }: { readonly found: FoundFiles; readonly onFile: (path: string) => void },
): Promise<FoundFiles> {
  const others = files.filter(({ path }) => !found.has(path));
  const orders = others.map(({ localPath, bytes }) => ({
    path: localPath,
    bytes,
    formats: ['xxh64'] as const,
    withCid: false,
  }));
  const hashed = await hashFiles(orders, ({ path }) => onFile(path));
  return new Map([
    ...found,
    ...others.flatMap(({ path }, at) => (hashed[at] === undefined ? [] : [[path, hashed[at]] as const])),
  ]);
}

async function readSchedule(folder: string): Promise<string> {
  const path = join(folder, SCHEDULE_JSON);
  if (!existsSync(path)) throw new FormatError(SCHEDULE_JSON, 'is missing: this is no whole binder');
  return utf8Text(await readFile(path), SCHEDULE_JSON);
}

function licenseIn(text: string | null): LicenseProof | null {
  try {
    return text === null ? null : (parseBundle(text).license ?? null);
  } catch (error) {
    // What is no bundle fails the check `format`.
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

import type { LicenseProof } from '../proofs/bundle-chain.ts';
import { fail, pass, unknown, type Check, type Outcome } from '../proofs/check.ts';
import type { ListedGeneration } from '../packages/history.ts';
import { namesOf } from '../packages/found-file.ts';
import { HISTORY_FOLDER } from '../packages/package-entry.ts';
import type { PackageCheck } from '../packages/package-check.ts';
import { LICENSES_FOLDER } from './folders.ts';
import type { Schedule, ScheduleRow } from './schedule.ts';

/** A package of a binder that was checked. */
export interface CheckedPackage {
  readonly folder: string;
  readonly checks: readonly (Check | PackageCheck)[];
  /** That its proofs are of; null without one. */
  readonly license: LicenseProof | null;
}

/** Whether the schedule lists exactly the packages that are there, each with the license that its proof is of. */
export function checkSchedule({ rows }: Schedule, packages: readonly CheckedPackage[]): Outcome {
  const listed = new Map(rows.flatMap((row) => (row.folder === null ? [] : [[row.folder, row] as const])));
  const strays = packages.filter(({ folder }) => !listed.has(folder));
  if (strays.length > 0)
    return fail(`not in the schedule: ${namesOf(strays.map(({ folder }) => `${LICENSES_FOLDER}${folder}`))}`);
  const there = new Map(packages.map((each) => [each.folder, each]));
  const missing = [...listed.keys()].filter((folder) => !there.has(folder));
  if (missing.length > 0)
    return fail(
      `in the schedule and missing: ${namesOf(missing.map((folder) => `${LICENSES_FOLDER}${folder}`))}`,
    );
  const others = packages.filter(
    ({ folder, license }) => license !== null && license.licenseId !== listed.get(folder)?.licenseId,
  );
  if (others.length > 0)
    return fail(
      `of another license than the schedule says: ${namesOf(others.map(({ folder }) => `${LICENSES_FOLDER}${folder}`))}`,
    );
  return pass(`${rows.length} licenses, ${packages.length} of them with a package`);
}

/** Whether the generation of a binder names the newest that each package had, and each package still has that. */
export function checkReferences(
  history: readonly ListedGeneration[],
  packages: readonly { readonly folder: string; readonly history: readonly ListedGeneration[] }[],
): string | null {
  const references = new Map(
    history.flatMap(({ generation }) => generation.references.map(({ path, c4 }) => [path, c4] as const)),
  );
  for (const { folder, history: generations } of packages) {
    const found = generations.some(
      ({ path, c4 }) => references.get(`${LICENSES_FOLDER}${folder}/${HISTORY_FOLDER}${path}`) === c4,
    );
    if (!found) return `the history of ${LICENSES_FOLDER}${folder} is not the one that the binder names`;
  }
  return null;
}

/** One check of each name over all packages: what fails names its package. A license that ended fails the check `window`. */
export function mergeChecks(
  packages: readonly CheckedPackage[],
  { rows }: Pick<Schedule, 'rows'>,
): (Check | PackageCheck)[] {
  const names = new Map<string, { name: (Check | PackageCheck)['name']; found: Found[] }>();
  for (const { folder, checks } of packages) {
    for (const { name, ...outcome } of checks) {
      const each = names.get(name) ?? { name, found: [] };
      each.found.push({ folder, ...outcome });
      names.set(name, each);
    }
  }
  const ended = rows.filter(({ folder }) => folder === null).map(endedOf);
  const window = names.get('window') ?? { name: 'window' as const, found: [] };
  if (ended.length > 0) names.set('window', { ...window, found: [...window.found, ...ended] });
  return [...names.values()].map(({ name, found }) => ({ name, ...merged(found) }));
}

interface Found extends Outcome {
  readonly folder: string;
}

function endedOf({ number, identifier, ended, absent }: ScheduleRow): Found {
  const why =
    ended === null
      ? (absent ?? 'the license has ended')
      : `the license was revoked on ${ended.revokedAt.slice(0, 10)}${ended.reason === null ? '' : ` (${ended.reason})`}`;
  return {
    folder: [number, identifier].filter((each) => each !== null).join(' '),
    ...fail(`${why}: it has no package here`),
  };
}

/** The outcome over all packages. A failure names every package that fails; an unknown names the first. */
function merged(found: readonly Found[]): Outcome {
  const failed = found.filter(({ status }) => status === 'fail');
  if (failed.length > 0) return fail(failed.map(({ folder, reason }) => `${folder}: ${reason}`).join('; '));
  const unknowns = found.filter(({ status }) => status === 'unknown');
  const [first = found[0]] = unknowns;
  if (first === undefined) return pass('there is no package');
  if (found.length === 1) return first;
  if (unknowns.length === 0) return pass(`in all ${found.length} packages`);
  return unknown(`in ${unknowns.length} of ${found.length} packages; ${first.folder}: ${first.reason}`);
}

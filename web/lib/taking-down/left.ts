import { ERASABLE_FIELDS } from '@lanran/protocol/assets/take-down';

export interface GoneScope {
  readonly version?: number | null | undefined;
  readonly path?: string | null | undefined;
  readonly field?: string | null | undefined;
}

interface Gone {
  readonly takenDownAt: string;
  /** Null while nobody knows it. */
  readonly scope: GoneScope | null;
}

interface StandingVersion {
  readonly version: number;
  readonly publishedAt: string;
}

/** A scope that names no version means those that were published until then. */
function isOfVersion({ scope, takenDownAt }: Gone, { version, publishedAt }: StandingVersion): boolean {
  if (scope === null) return false;
  if (scope.version != null) return scope.version === version;
  return Date.parse(publishedAt) <= Date.parse(takenDownAt);
}

/** The take-downs by which files of a version went, the version as a whole included. */
export function filesWent<Each extends Gone>(
  takeDowns: readonly Each[],
  version: StandingVersion,
): readonly Each[] {
  return takeDowns.filter((each) => each.scope?.field == null && isOfVersion(each, version));
}

interface TakenDownBy {
  /** Null while nobody knows it: then nothing is erased. */
  readonly scope: object | null;
}

interface VersionWithFiles extends StandingVersion {
  readonly takeDown: TakenDownBy | null;
  /** Those that are left, the first 1,000. */
  readonly files: readonly { readonly path: string }[];
}

export interface LeftVersion extends StandingVersion {
  readonly paths: readonly string[];
  /** Names of its fields that stand. */
  readonly fields: readonly string[];
}

function isGone(takeDown: TakenDownBy | null): boolean {
  return takeDown !== null && takeDown.scope !== null;
}

/** What is left to be taken down, a version each. */
export function leftOf(
  versions: readonly VersionWithFiles[],
  takeDowns: readonly Gone[],
): readonly LeftVersion[] {
  return versions
    .filter(({ takeDown }) => !isGone(takeDown))
    .map(({ version, publishedAt, files }) => {
      const gone = takeDowns
        .filter((each) => isOfVersion(each, { version, publishedAt }))
        .flatMap(({ scope }) => (scope === null ? [] : [scope]));
      return {
        version,
        publishedAt,
        paths: files.map(({ path }) => path).filter((path) => !gone.some((scope) => scope.path === path)),
        fields: ERASABLE_FIELDS.filter((field) => !gone.some((scope) => scope.field === field)),
      };
    });
}

/** Of one version, or of all together. */
export function partsOf(
  left: readonly LeftVersion[],
  version: number | null,
): { readonly paths: readonly string[]; readonly fields: readonly string[] } {
  const chosen = left.filter((each) => version === null || each.version === version);
  return {
    paths: [...new Set(chosen.flatMap(({ paths }) => paths))].sort(),
    fields: ERASABLE_FIELDS.filter((field) => chosen.some(({ fields }) => fields.includes(field))),
  };
}

/** Nothing of it is sold: it was taken down as a whole, or every version of it, or something that nobody knows. */
export function isAllGone({
  isTakenDown,
  versions,
}: {
  readonly isTakenDown: boolean;
  readonly versions: readonly { readonly takeDown: object | null }[];
}): boolean {
  return isTakenDown || (versions.length > 0 && versions.every(({ takeDown }) => takeDown !== null));
}

interface Counted {
  readonly version: number;
  readonly publishedAt: string;
  readonly fileCount: number;
  readonly totalBytes: string;
  readonly files: readonly { readonly bytes: string }[];
}

/** More files than these are not listed, so that what is left of them can't be counted. */
const MOST_LISTED = 1_000;

/** Files and bytes of a version without what went. */
export function countLeft(
  { fileCount, totalBytes, files, ...version }: Counted,
  takeDowns: readonly Gone[],
): { readonly count: number; readonly bytes: string } {
  if (filesWent(takeDowns, version).length === 0 || files.length >= MOST_LISTED)
    return { count: fileCount, bytes: totalBytes };
  return { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + BigInt(bytes), 0n).toString() };
}

/** Nothing of it is left to be taken down. */
export function isErased({
  isTakenDown,
  versions,
}: {
  readonly isTakenDown: boolean;
  readonly versions: readonly { readonly takeDown: TakenDownBy | null }[];
}): boolean {
  return isTakenDown || (versions.length > 0 && versions.every(({ takeDown }) => isGone(takeDown)));
}

import type { LicenseId } from '../kernel/ids.ts';
import { fail, pass, type Outcome } from '../proofs/check.ts';
import { namesOf, type FoundFile, type FoundFiles } from './found-file.ts';
import type { History, ListedGeneration } from './history.ts';
import { isListedInHistory } from './mhl.ts';
import type { GenerationHash } from './mhl-reader.ts';
import { HISTORY_FOLDER } from './package-entry.ts';

export interface HistoryClaims {
  readonly history: History;
  /** C4 ID of each generation’s file, by path. */
  readonly generationIds: ReadonlyMap<string, string>;
  readonly files: FoundFiles;
  /** That the package’s proof is of; null without one. */
  readonly licenseId: LicenseId | null;
}

/** Whether all generations are those that the chain file lists, the first is of this license, and each file is as they say. */
export function checkHistory({ history, generationIds, files, licenseId }: HistoryClaims): Outcome {
  const changed = history.find(({ path, c4 }) => generationIds.get(`${HISTORY_FOLDER}${path}`) !== c4);
  if (changed !== undefined)
    return fail(`${HISTORY_FOLDER}${changed.path} is not what the chain file lists: one of them was changed`);
  const problem = licenseProblem(history, licenseId) ?? fileProblem(history, files);
  if (problem !== null) return fail(problem);
  const left = countUncompared(history, files);
  const generations = history.length === 1 ? 'one generation' : `${history.length} generations`;
  return pass(
    `${files.size} files are as ${generations} state${left === 0 ? '' : `; ${left} hashes in further formats were not computed: --full does`}`,
  );
}

function licenseProblem([first]: History, licenseId: LicenseId | null): string | null {
  const stated = first?.generation.license ?? null;
  if (licenseId === null || stated === licenseId) return null;
  if (stated === null) return `the first generation, ${first?.path ?? ''}, names no license`;
  return `the first generation, ${first?.path ?? ''}, is of license ${stated}, not of ${licenseId}`;
}

function fileProblem(history: History, files: FoundFiles): string | null {
  const renamed = new Set(
    history.flatMap(({ generation }) => generation.files.flatMap(({ previousPath }) => previousPath ?? [])),
  );
  const listed = new Set<string>();
  for (const each of history) {
    for (const stated of each.generation.files) {
      listed.add(stated.path);
      const found = files.get(stated.path);
      if (found === undefined && !renamed.has(stated.path))
        return `${stated.path} is missing; ${each.path} lists it`;
      const problem = found === undefined ? null : differenceOf(stated, found);
      if (problem !== null) return `${stated.path} differs: ${problem}, by ${each.path}`;
    }
  }
  const isIgnored = ignoreRule(history);
  const fresh = [...files.keys()].filter(
    (path) => !listed.has(path) && isListedInHistory(path) && !isIgnored(path),
  );
  return fresh.length === 0 ? null : `in no generation: ${namesOf(fresh)}`;
}

function differenceOf({ bytes, hashes, sha256, cid }: GenerationHash, found: FoundFile): string | null {
  if (bytes !== null && bytes !== found.bytes) return `it has ${found.bytes} bytes instead of ${bytes}`;
  if (sha256 !== null && sha256 !== found.sha256) return `its sha256 is ${found.sha256} instead of ${sha256}`;
  if (cid !== null && found.cid !== undefined && cid !== found.cid)
    return `its cid is ${found.cid} instead of ${cid}`;
  for (const [format, stated] of hashes) {
    const computed = found.hashes.get(format);
    if (computed !== undefined && computed !== stated)
      return `its ${format} is ${computed} instead of ${stated}`;
  }
  return null;
}

function countUncompared(history: History, files: FoundFiles): number {
  return history
    .flatMap(({ generation }) => generation.files)
    .reduce((sum, { path, hashes }) => {
      const computed = files.get(path)?.hashes;
      return sum + [...hashes.keys()].filter((format) => computed?.has(format) !== true).length;
    }, 0);
}

/** What a generation may leave out: bounded, because others write it. */
const MOST_PATTERNS = 100;
const READABLE_PATTERN = /^[^*]{1,100}$|^[^*]{0,100}\*[^*]{0,100}$/;

/** The last generation’s patterns, as far as they are names or begin at the root: `*` and `?` stand for parts of a name. */
function ignoreRule(history: readonly ListedGeneration[]): (path: string) => boolean {
  const patterns = (history.at(-1)?.generation.ignored ?? [])
    .slice(0, MOST_PATTERNS)
    .filter((pattern) => READABLE_PATTERN.test(pattern));
  const rules = patterns.map((pattern) => {
    const bare = pattern.replace(/\/$/, '');
    const source = bare
      .replace(/^\//, '')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]');
    return new RegExp(bare.includes('/') ? `^${source}(/|$)` : `(^|/)${source}(/|$)`, 'u');
  });
  return (path) => rules.some((rule) => rule.test(path));
}

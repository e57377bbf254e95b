import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import {
  type Generation,
  type GenerationHash,
  MAX_HISTORY_BYTES,
  parseGeneration,
} from '@lanran/protocol/packages/mhl-reader';
import { PAYLOAD_FOLDER } from '@lanran/protocol/packages/package-entry';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { listLateDigests } from '@lanran/sdk/delivery/late-digests';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Platform } from '@lanran/sdk/kernel/session';
import { getLicenseVersions } from '@lanran/sdk/licensing/license-versions';
import { requireVersionOf } from '@lanran/sdk/licensing/sold-version';
import { exportProof } from '@lanran/sdk/provenance/proofs';

/** What a generation that came back says of the files of a license. */
export interface HistoryMatch {
  /** Files of the license that it lists as they were published. */
  readonly matched: number;
  /** Paths of files of the license for which it lists other bytes. */
  readonly changed: readonly string[];
  /** Listed files that are none of the license: what was made of them, or the package's own. */
  readonly others: number;
}

/** By SHA-256: what files are known by besides, by format. */
type Hashes = ReadonlyMap<string, ReadonlyMap<string, string>>;
/** By path: of each version, the hashes of the file by format. */
type Published = ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>;

const FIRST_GENERATION = /^0001_.*\.mhl$/;

/** By its name. */
export function isHistory(file: string): boolean {
  return file.toLowerCase().endsWith('.mhl');
}

/**
 * Compares a generation with the versions that a license opens.
 * @throws RefusedError for what is no generation, is of another license, or lists no file of this one as it was published
 */
export async function matchHistory(
  { api }: Pick<Platform, 'api'>,
  {
    licenseId,
    file,
    sha256,
  }: { readonly licenseId: LicenseId; readonly file: string; readonly sha256: string },
): Promise<HistoryMatch> {
  const generation = await readGeneration(file, sha256);
  if (generation.license !== null && generation.license !== licenseId)
    throw new RefusedError(
      'HISTORY_OF_ANOTHER_LICENSE',
      `${file} is of license ${generation.license}, not of ${licenseId}. Report it for that one.`,
      { argument: 'file' },
    );
  const others = [await listLateDigests(api, licenseId), await readFirstGeneration(file)];
  const match = compare(generation.files, await listPublished(api, licenseId, others));
  if (match.matched > 0) return match;
  throw new RefusedError(
    'HISTORY_OF_OTHER_FILES',
    `${file} lists ${generation.files.length} files, and none of them is a file of license ${licenseId} as it was published, by SHA-256, XXH64, MD5 or C4. Name the generation that was made of the delivered files.`,
    { argument: 'file' },
  );
}

async function readGeneration(file: string, sha256: string): Promise<Generation> {
  const { size } = await stat(file);
  if (size > MAX_HISTORY_BYTES)
    throw new RefusedError('HISTORY_TOO_LARGE', `${file} has more than ${MAX_HISTORY_BYTES} bytes.`, {
      argument: 'file',
    });
  const content = await readFile(file);
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw new RefusedError('FILE_CHANGED', `${file} was changed while it was read. Run it again.`, {
      argument: 'file',
    });
  try {
    return parseGeneration(new TextDecoder('utf-8', { fatal: true }).decode(content), 'file');
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof TypeError)) throw cause;
    throw new RefusedError('NOT_A_HISTORY', `${file} is no ASC MHL generation: ${cause.message}`, {
      argument: 'file',
      cause,
    });
  }
}

/**
 * What the first generation beside this one, which the package came with, states of each file, by SHA-256. `ascmhl` writes the
 * first format of these again with the one that it was asked for, and that is often C4 or MD5.
 */
async function readFirstGeneration(file: string): Promise<Hashes> {
  const folder = dirname(file);
  const name = (await readdir(folder)).find((each) => FIRST_GENERATION.test(each));
  if (name === undefined || (await stat(join(folder, name))).size > MAX_HISTORY_BYTES) return new Map();
  try {
    const { files } = parseGeneration(await readFile(join(folder, name), 'utf8'), name);
    return new Map(files.flatMap(({ sha256, hashes }) => (sha256 === null ? [] : [[sha256, hashes]])));
  } catch (error) {
    // It only helps: this one is compared by what the platform knows.
    if (error instanceof FormatError) return new Map();
    throw error;
  }
}

/** Files of all versions that the license opens, by path; versions may have other bytes at one. */
async function listPublished(
  api: GraphqlClient,
  licenseId: LicenseId,
  others: readonly Hashes[],
): Promise<Published> {
  const published = new Map<string, ReadonlyMap<string, string>[]>();
  const { assetId, opened } = await getLicenseVersions(api, licenseId);
  for (const version of opened) {
    const statementHash = requireVersionOf(assetId, version);
    const { files } = parseBundle((await exportProof(api, { statementHash })).bundle);
    for (const { entry } of files) {
      const { path, sha256, xxh64 } = entry;
      const further = others.flatMap((each) => [...(each.get(sha256) ?? [])]);
      const known = new Map([...further, ['sha256', sha256], ['xxh64', xxh64]]);
      published.set(path, [...(published.get(path) ?? []), known]);
    }
  }
  return published;
}

function compare(files: readonly GenerationHash[], published: Published): HistoryMatch {
  const known = new Set([...published.values()].flat().flatMap((hashes) => [...hashes.values()]));
  const changed: string[] = [];
  let matched = 0;
  let others = 0;
  for (const file of files) {
    const stated = new Map(file.sha256 === null ? file.hashes : [...file.hashes, ['sha256', file.sha256]]);
    const atPath = published.get(file.path) ?? published.get(withoutFolder(file.path)) ?? [];
    const isCompared = atPath.some((hashes) => [...stated.keys()].some((format) => hashes.has(format)));
    // Files may have been moved, and be what they were.
    if ([...stated.values()].some((hash) => known.has(hash))) matched += 1;
    else if (isCompared || (file.isFailed && atPath.length > 0)) changed.push(file.path);
    else others += 1;
  }
  return { matched, changed, others };
}

/** A package has its files in `data/`. */
function withoutFolder(path: string): string {
  return path.startsWith(PAYLOAD_FOLDER) ? path.slice(PAYLOAD_FOLDER.length) : path;
}

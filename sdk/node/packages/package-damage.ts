import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  MANIFEST_FILE,
  parseManifest,
  TAG_MANIFEST_FILE,
  type ManifestLine,
} from '@lanran/protocol/packages/bagit';
import { isGeneration, readHistory } from '@lanran/protocol/packages/history';
import { CHAIN_FILE } from '@lanran/protocol/packages/mhl';
import { HISTORY_FOLDER, LICENSE_FOLDER, PROVENANCE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { c4Of } from '@lanran/protocol/packages/tag-digests';
import type { PackageFolder } from './package-folder.ts';

const DOCUMENT_FOLDERS = [LICENSE_FOLDER, PROVENANCE_FOLDER];

/** A tag file, a file in `license/` or `provenance/`, or one of the history, that is not as it was written. */
export interface DamagedFile {
  readonly path: string;
  /** What its bag lists; null where nothing does. */
  readonly sha256: string | null;
}

/** What a package that was whole lacks beside its payload. */
export interface PackageDamage {
  /** The payload’s lines; null where the manifest is missing or malformed. */
  readonly payload: readonly ManifestLine[] | null;
  readonly damaged: readonly DamagedFile[];
  /** What lies in `license/` and `provenance/` as its bag lists it, by path. */
  readonly intact: ReadonlyMap<string, Uint8Array>;
  /** Others than `download` added to the history: what they list must stay. */
  readonly hasLaterGenerations: boolean;
}

/** Compares all files of a package but the payload with its tag manifest and chain file. Reads them, and no more. */
export async function findDamage(folder: PackageFolder): Promise<PackageDamage> {
  const history = await readTexts(folder);
  const listed = await readManifest(folder, TAG_MANIFEST_FILE);
  const damaged: DamagedFile[] = listed === null ? [{ path: TAG_MANIFEST_FILE, sha256: null }] : [];
  const intact = new Map<string, Uint8Array>();
  for (const { path, sha256 } of listed ?? []) {
    const content = await findContent(folder.placeOf(path));
    if (content === null || sha256Of(content) !== sha256) damaged.push({ path, sha256 });
    else if (DOCUMENT_FOLDERS.some((each) => path.startsWith(each))) intact.set(path, content);
  }
  return {
    payload: await readManifest(folder, MANIFEST_FILE),
    intact,
    damaged: [...damaged, ...(await historyDamage(history))],
    hasLaterGenerations: countGenerations(history) > 1,
  };
}

async function readManifest(folder: PackageFolder, name: string): Promise<ManifestLine[] | null> {
  try {
    return parseManifest(await readFile(folder.placeOf(name), 'utf8'), name);
  } catch (error) {
    if (error instanceof FormatError || isAbsent(error)) return null;
    throw error;
  }
}

/** Null where no file lies there. */
async function findContent(path: string): Promise<Buffer | null> {
  try {
    return (await lstat(path)).isFile() ? await readFile(path) : null;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Of `ascmhl/`: chain file and generations, by path. */
async function readTexts(folder: PackageFolder): Promise<ReadonlyMap<string, Uint8Array>> {
  const top = folder.placeOf(HISTORY_FOLDER);
  const names = existsSync(top) ? await readdir(top) : [];
  const paths = names
    .map((name) => `${HISTORY_FOLDER}${name.normalize('NFC')}`)
    .filter((path) => isGeneration(path) || path === CHAIN_FILE);
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(folder.placeOf(path))] as const)),
  );
}

async function historyDamage(history: ReadonlyMap<string, Uint8Array>): Promise<DamagedFile[]> {
  try {
    const texts = new Map([...history].map(([path, content]) => [path, utf8Text(content, path)]));
    for (const { path, c4 } of readHistory(texts)) {
      const place = `${HISTORY_FOLDER}${path}`;
      if ((await c4Of(history.get(place) ?? new Uint8Array(0))) !== c4)
        return [{ path: place, sha256: null }];
    }
    return [];
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const named = [...history.keys(), CHAIN_FILE].find((path) => error.message.startsWith(path));
    return [{ path: named ?? HISTORY_FOLDER, sha256: null }];
  }
}

/** As their names count them, so that one is known of where the first is gone. */
function countGenerations(history: ReadonlyMap<string, Uint8Array>): number {
  const numbers = [...history.keys()].flatMap((path) => {
    const number = /^(\d{4,})_/.exec(path.slice(HISTORY_FOLDER.length))?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const generations = [...history.keys()].filter(isGeneration).length;
  return Math.max(generations, ...numbers);
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

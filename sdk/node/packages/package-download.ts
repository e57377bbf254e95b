import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { ManifestLine } from '@lanran/protocol/packages/bagit';
import { namesOf } from '@lanran/protocol/packages/found-file';
import { digestTag } from '@lanran/protocol/packages/tag-digests';
import { ArgumentError, reasonOf, RefusedError } from '@lanran/sdk/kernel/errors';
import { trustOf } from '@lanran/sdk/kernel/pinned-deployment';
import { diskFullError, isDiskFull } from '../disk-full.ts';
import { bytesLeft } from '../downloads/file-downloads.ts';
import { findEarlierProof, writePackageProof, type PackageProof } from '../package-proof.ts';
import { FolderLock } from './folder-lock.ts';
import { findDamage, type PackageDamage } from './package-damage.ts';
import { PackageFolder } from './package-folder.ts';
import {
  composeInto,
  fetchPayload,
  findLabelsPath,
  ordersOf,
  proofPathOf,
  writeEntries,
  type PackageOrder,
} from './package-parts.ts';
import { writeWhole } from './write-whole.ts';

export interface DownloadedPackage {
  /** The proof that lies in it. */
  readonly proof: Pick<PackageProof, 'isEarlier' | 'bundle'> & { readonly path: string };
  /** Null: it has none. */
  readonly labelsPath: string | null;
  /** It lay there already, and nothing was written but what was missing or changed. */
  readonly wasWhole: boolean;
  /** How many files of the payload the platform sent. */
  readonly fetched: number;
  /** Other files of a package that lay there already, which were written again. */
  readonly rewritten: readonly string[];
}

/**
 * Writes the package of a license into a folder: files first, each checked against the proof, then tag files and history, and
 * `bagit.txt` at last. Run again after whatever happened, it goes on where it was.
 * @throws RefusedError when the folder is in use or holds something else, and as a download does; ClientError DISK_FULL
 */
export async function downloadPackage(order: PackageOrder): Promise<DownloadedPackage> {
  try {
    await mkdir(order.out, { recursive: true });
    const lock = await FolderLock.acquire(order.out);
    try {
      return await writePackage(order);
    } finally {
      await lock.release();
    }
  } catch (cause) {
    throw await explain(cause, order);
  }
}

async function writePackage(order: PackageOrder): Promise<DownloadedPackage> {
  const { licenseId, version } = order;
  const folder = new PackageFolder(order.out);
  await folder.requireNoLinks();
  await folder.begin({ licenseId, version });
  return folder.isWhole ? completeWhole(folder, order) : writeUnfinished(folder, order);
}

async function writeUnfinished(folder: PackageFolder, order: PackageOrder): Promise<DownloadedPackage> {
  const { platform, proof } = order;
  const path = folder.placeOf(proofPathOf(order));
  const kept = await writePackageProof(path, proof.text, trustOf(platform.deployment));
  const fetched = await fetchPayload(order, ordersOf(folder, order));
  const composed = await composeInto(folder, { order, kept });
  await folder.requirePayload(composed.payload);
  await writeEntries(folder, composed);
  return {
    wasWhole: false,
    fetched,
    rewritten: [],
    proof: { path, bundle: kept.bundle, isEarlier: kept.isEarlier },
    labelsPath: findLabelsPath(folder),
  };
}

/**
 * Fetches what is missing of a whole package, and writes again what else is missing or changed of it; all else stays, so that what a
 * farm added to its history holds. @throws RefusedError PACKAGE_CHANGED, FILES_GONE
 */
async function completeWhole(folder: PackageFolder, order: PackageOrder): Promise<DownloadedPackage> {
  const { platform, proof } = order;
  const damage = await findDamage(folder);
  const { payload } = damage;
  const listed = payload === null ? null : new Set(payload.map(({ path }) => folder.placeOf(path)));
  const fetched = await fetchPayload(
    order,
    ordersOf(folder, order).filter(({ targetPath }) => listed?.has(targetPath) ?? true),
  );
  requireThere(folder, payload ?? []);
  const path = folder.placeOf(proofPathOf(order));
  const earlier = await findEarlierProof(path, proof.bundle, trustOf(platform.deployment));
  const kept = earlier === null ? { ...proof, isEarlier: false } : { ...earlier, isEarlier: true };
  const rewritten = damage.damaged.length === 0 ? [] : await repair(folder, { order, kept, damage });
  await folder.end();
  return {
    wasWhole: true,
    fetched,
    rewritten,
    labelsPath: findLabelsPath(folder),
    proof: { path, bundle: kept.bundle, isEarlier: kept.isEarlier },
  };
}

interface RepairOrder {
  readonly damage: PackageDamage;
  readonly order: PackageOrder;
  readonly kept: PackageProof;
}

/** @returns paths that were written. @throws RefusedError PACKAGE_CHANGED where later generations list other bytes than can be had */
async function repair(
  folder: PackageFolder,
  { order, kept, damage: { damaged, intact, hasLaterGenerations } }: RepairOrder,
): Promise<string[]> {
  const composed = await composeInto(folder, { order, kept, intact });
  const same = new Map<string, Uint8Array>();
  for (const entry of composed.entries) {
    const listed = damaged.find(({ path }) => path === entry.path);
    if ('content' in entry && listed?.sha256 === (await digestTag(entry.content)).sha256)
      same.set(entry.path, entry.content);
  }
  const others = damaged.map(({ path }) => path).filter((path) => !same.has(path));
  if (others.length === 0) {
    for (const [path, content] of same) await writeWhole(folder.placeOf(path), content);
    return [...same.keys()];
  }
  if (hasLaterGenerations)
    throw new RefusedError(
      'PACKAGE_CHANGED',
      `${namesOf(others)} is missing or changed; download into a new folder. Later generations of the history here list it as it was.`,
      { argument: 'out' },
    );
  await folder.requirePayload(composed.payload);
  await folder.requireDocuments([...composed.documents, ...damaged.map(({ path }) => path)]);
  await folder.reopen({ licenseId: order.licenseId, version: order.version });
  await writeEntries(folder, composed);
  return composed.entries.flatMap((entry) =>
    'content' in entry && !intact.has(entry.path) ? [entry.path] : [],
  );
}

function requireThere(folder: PackageFolder, payload: readonly ManifestLine[]): void {
  const gone = payload.map(({ path }) => path).filter((path) => !existsSync(folder.placeOf(path)));
  if (gone.length === 0) return;
  throw new RefusedError(
    'FILES_GONE',
    `${namesOf(gone)} is missing, and the platform has it no more: it was taken down. Download into a new folder, which then has what is left.`,
    { argument: 'out' },
  );
}

/** What a disk answers, and what to do about it. */
async function explain(cause: unknown, order: PackageOrder): Promise<unknown> {
  const { out } = order;
  if (isDiskFull(cause))
    return diskFullError(cause, {
      path: out,
      bytes: bytesLeft(ordersOf(new PackageFolder(out), order)),
      again: 'it goes on where it was',
    });
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (['EEXIST', 'ENOTDIR'].includes(code))
    return new ArgumentError(
      '--out',
      `${out} is a file, or lies in one. Name a folder; lanran download --as zip saves one file.`,
      { cause },
    );
  if (['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG'].includes(code))
    return new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
  return cause;
}

import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { EntryProof } from '@lanran/protocol/files/manifest';
import { formatTrustFile } from '@lanran/protocol/log/trust';
import { MANIFEST_FILE, parseManifest } from '@lanran/protocol/packages/bagit';
import { composePackage } from '@lanran/protocol/packages/compose';
import {
  licenseProofName,
  packageDocuments,
  TRUST_NAME,
  versionProofName,
  type AttachedFile,
} from '@lanran/protocol/packages/documents';
import type { LicenseFacts } from '@lanran/protocol/packages/license-facts';
import { PAYLOAD_FOLDER, PROVENANCE_FOLDER, type PackageFile } from '@lanran/protocol/packages/package-entry';
import { formatBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { LABELS_FILE } from '@lanran/protocol/packages/labels-and-credit-text';
import type { LateDigests } from '@lanran/sdk/delivery/late-digests';
import { getPackageFacts } from '@lanran/sdk/delivery/package-facts';
import { ArgumentError, ClientError, reasonOf } from '@lanran/sdk/kernel/errors';
import { trustOf } from '@lanran/sdk/kernel/pinned-deployment';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { DownloadOrder } from '../downloads/file-download.ts';
import { downloadFiles } from '../downloads/file-downloads.ts';
import { findEarlierProof, writePackageProof, type PackageProof } from '../package-proof.ts';
import { FolderLock } from './folder-lock.ts';
import { PackageFolder } from './package-folder.ts';
import { writeWhole } from './write-whole.ts';

export interface PackageOrder {
  readonly platform: Platform;
  readonly licenseId: LicenseId;
  readonly version: number;
  /** It is the version that was sold, not one taken since. */
  readonly isSold: boolean;
  /** The proof of that version: with the license where it was sold, else by itself. */
  readonly proof: { readonly text: string; readonly bundle: Bundle };
  /** Of the version that was sold, where that is another and can be proven. */
  readonly licenseProof: string | null;
  /** The sheet of labels and credit; null where the asset can't be read. */
  readonly labels: string | null;
  /** Where the license agreement lies in the package, and what it is; null without one. */
  readonly agreement: LicenseFacts['agreement'];
  /** Certificate and agreement, which go into `license/`. */
  readonly attachments: readonly AttachedFile[];
  readonly out: string;
  /** Files that come at the same time. */
  readonly jobs: number;
  onBegin(order: DownloadOrder): void;
}

export interface DownloadedPackage {
  /** The proof that lies in it. */
  readonly proof: Pick<PackageProof, 'isEarlier' | 'bundle'> & { readonly path: string };
  /** Null: it has none. */
  readonly labelsPath: string | null;
  /** It lay there already, and nothing but missing files was written. */
  readonly wasWhole: boolean;
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
    throw explain(cause, order.out);
  }
}

async function writePackage(order: PackageOrder): Promise<DownloadedPackage> {
  const { platform, licenseId, version, isSold, proof, licenseProof, out } = order;
  const folder = new PackageFolder(out);
  await folder.begin({ licenseId, version });
  const wasWhole = folder.isWhole;
  const proofName = isSold ? licenseProofName(licenseId) : versionProofName(version, licenseId);
  const path = folder.placeOf(`${PROVENANCE_FOLDER}${proofName}`);
  const labelsPath = folder.placeOf(`${PROVENANCE_FOLDER}${LABELS_FILE}`);
  if (wasWhole) {
    await completeWhole(folder, order);
    const labels = existsSync(labelsPath) ? labelsPath : null;
    const earlier = await findEarlierProof(path, proof.bundle, trustOf(platform.deployment));
    return {
      wasWhole,
      labelsPath: labels,
      proof: { path, bundle: earlier?.bundle ?? proof.bundle, isEarlier: earlier !== null },
    };
  }
  const kept = await writePackageProof(path, proof.text, trustOf(platform.deployment));
  await downloadFiles({
    platform,
    orders: ordersOf(folder, order),
    onBegin: order.onBegin,
    jobs: order.jobs,
  });
  const labels = await chooseLabels({ labelsPath, order, kept });
  const { facts, digests } = await getPackageFacts(platform, {
    licenseId,
    version,
    bundle: proof.bundle,
    agreement: order.agreement,
  });
  const there = kept.bundle.files.filter(({ entry }) =>
    existsSync(folder.placeOf(`${PAYLOAD_FOLDER}${entry.path}`)),
  );
  const documents = packageDocuments({
    facts,
    proofs: [
      { name: proofName, content: utf8(proofTextOf(kept, there)) },
      ...(licenseProof === null ? [] : [{ name: licenseProofName(licenseId), content: utf8(licenseProof) }]),
    ],
    provenance: [
      { name: TRUST_NAME, content: utf8(formatTrustFile(trustOf(platform.deployment))) },
      ...(labels === null ? [] : [{ name: LABELS_FILE, content: utf8(labels) }]),
    ],
    license: order.attachments,
  });
  const files = there.map((each) => packageFile(each, digests));
  await folder.requirePayload(files.map((file) => `${PAYLOAD_FOLDER}${file.path}`));
  await folder.clearUnfinished(documents.map((document) => document.path));
  const entries = await composePackage({ facts, files, documents, createdAtMs: Date.now() });
  for (const entry of entries)
    if ('content' in entry) await writeWhole(folder.placeOf(entry.path), entry.content);
  await folder.end();
  return {
    wasWhole,
    proof: { path, bundle: kept.bundle, isEarlier: kept.isEarlier },
    labelsPath: labels === null ? null : labelsPath,
  };
}

/** An earlier proof may list what was taken down before it came: a package has each file that its proof lists. */
function proofTextOf({ bundle, text }: PackageProof, there: Bundle['files']): string {
  return there.length === bundle.files.length ? text : formatBundle({ ...bundle, files: there });
}

/** Fetches what is missing of a whole package; all else of it stays, so that what a farm added to its history holds. */
async function completeWhole(folder: PackageFolder, order: PackageOrder): Promise<void> {
  const manifest = parseManifest(await readFile(folder.placeOf(MANIFEST_FILE), 'utf8'), MANIFEST_FILE);
  const listed = new Set(manifest.map(({ path }) => folder.placeOf(path)));
  const { platform, onBegin, jobs } = order;
  const orders = ordersOf(folder, order).filter(({ targetPath }) => listed.has(targetPath));
  await downloadFiles({ platform, orders, onBegin, jobs });
  await folder.end();
}

function ordersOf(folder: PackageFolder, { version, proof }: PackageOrder): DownloadOrder[] {
  const { statement, files } = proof.bundle;
  return files.map(({ index, entry }) => ({
    fileId: `${statement.assetId}.${version}.${index}`,
    entry,
    targetPath: folder.placeOf(`${PAYLOAD_FOLDER}${entry.path}`),
    partPath: folder.partOf(index),
  }));
}

function packageFile({ entry }: EntryProof, digests: ReadonlyMap<string, LateDigests>): PackageFile {
  const { path, bytes, sha256, cid, xxh64 } = entry;
  const { md5 = null, c4 = null } = digests.get(sha256) ?? {};
  return { path, bytes, sha256, cid, xxh64, md5, c4 };
}

/** Of words that were taken down since, the sheet beside the earlier proof is the only one. */
async function chooseLabels({
  labelsPath,
  order: { labels, proof },
  kept,
}: {
  readonly labelsPath: string;
  readonly order: PackageOrder;
  readonly kept: PackageProof;
}): Promise<string | null> {
  const hasWordsSinceGone =
    kept.isEarlier && kept.bundle.body.fields.length > proof.bundle.body.fields.length;
  return hasWordsSinceGone && existsSync(labelsPath) ? readFile(labelsPath, 'utf8') : labels;
}

/** What a disk answers, and what to do about it. */
function explain(cause: unknown, folder: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return new ClientError(
      'DISK_FULL',
      `There is no room left for ${folder}. Free some, then run the same command again: it goes on where it was.`,
      { cause },
    );
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'].includes(code))
    return new ArgumentError('--out', `${folder} can't be written: ${reasonOf(cause)}.`, { cause });
  return cause;
}

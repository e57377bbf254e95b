import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { EntryProof } from '@lanran/protocol/files/manifest';
import { formatTrustFile } from '@lanran/protocol/log/trust';
import { composePackage } from '@lanran/protocol/packages/compose';
import {
  licenseProofName,
  packageDocuments,
  TRUST_NAME,
  versionProofName,
  type AttachedFile,
} from '@lanran/protocol/packages/documents';
import type { LicenseFacts } from '@lanran/protocol/packages/license-facts';
import {
  PAYLOAD_FOLDER,
  PROVENANCE_FOLDER,
  type PackageEntry,
  type PackageFile,
} from '@lanran/protocol/packages/package-entry';
import { formatBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { LABELS_FILE } from '@lanran/protocol/packages/labels-and-credit-text';
import type { LateDigests } from '@lanran/sdk/delivery/late-digests';
import { getPackageFacts } from '@lanran/sdk/delivery/package-facts';
import { trustOf } from '@lanran/sdk/kernel/pinned-deployment';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { DownloadOrder } from '../downloads/file-download.ts';
import { downloadFiles } from '../downloads/file-downloads.ts';
import type { PackageProof } from '../package-proof.ts';
import type { PackageFolder } from './package-folder.ts';
import { writeWhole } from './write-whole.ts';

const LABELS_PATH = `${PROVENANCE_FOLDER}${LABELS_FILE}`;

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
  /** When a file begins to come. */
  onBegin(order: DownloadOrder): void;
}

/** @returns how many files the platform sent */
export async function fetchPayload(
  { platform, jobs, onBegin }: PackageOrder,
  orders: readonly DownloadOrder[],
): Promise<number> {
  let fetched = 0;
  await downloadFiles({
    platform,
    orders,
    jobs,
    onBegin: (order, _at, from) => {
      if (from === 'DISK') return;
      fetched += 1;
      onBegin(order);
    },
  });
  return fetched;
}

/** A package before it is written. */
export interface ComposedPackage {
  readonly entries: readonly PackageEntry[];
  /** Paths in `license/` and `provenance/`. */
  readonly documents: readonly string[];
  /** Paths in `data/`. */
  readonly payload: readonly string[];
}

/** What the package in a folder consists of, whose payload lies there already. */
export async function composeInto(
  folder: PackageFolder,
  {
    order,
    kept,
    intact = new Map(),
  }: {
    readonly order: PackageOrder;
    readonly kept: PackageProof;
    /** What lies in `license/` and `provenance/` and stays as it is, by path. */
    readonly intact?: ReadonlyMap<string, Uint8Array>;
  },
): Promise<ComposedPackage> {
  const { platform, licenseId, version, licenseProof, proof } = order;
  const labels = await chooseLabels({ labelsPath: folder.placeOf(LABELS_PATH), order, kept });
  const { facts, digests } = await getPackageFacts(platform, {
    licenseId,
    version,
    bundle: proof.bundle,
    agreement: order.agreement,
  });
  const there = kept.bundle.files.filter(({ entry }) =>
    existsSync(folder.placeOf(`${PAYLOAD_FOLDER}${entry.path}`)),
  );
  const made = packageDocuments({
    facts,
    proofs: [
      { name: proofNameOf(order), content: utf8(proofTextOf(kept, there)) },
      ...(licenseProof === null ? [] : [{ name: licenseProofName(licenseId), content: utf8(licenseProof) }]),
    ],
    provenance: [
      { name: TRUST_NAME, content: utf8(formatTrustFile(trustOf(platform.deployment))) },
      ...(labels === null ? [] : [{ name: LABELS_FILE, content: utf8(labels) }]),
    ],
    license: order.attachments,
  });
  const documents = [
    ...made.filter(({ path }) => !intact.has(path)),
    ...[...intact].map(([path, content]) => ({ path, content })),
  ];
  const files = there.map((each) => packageFile(each, digests));
  return {
    entries: await composePackage({ facts, files, documents, createdAtMs: Date.now() }),
    documents: documents.map(({ path }) => path),
    payload: files.map((file) => `${PAYLOAD_FOLDER}${file.path}`),
  };
}

/** `bagit.txt` at last, which makes it whole. */
export async function writeEntries(
  folder: PackageFolder,
  { entries, documents }: ComposedPackage,
): Promise<void> {
  await folder.clearUnfinished(documents);
  for (const entry of entries)
    if ('content' in entry) await writeWhole(folder.placeOf(entry.path), entry.content);
  await folder.end();
}

function proofNameOf({ isSold, licenseId, version }: PackageOrder): string {
  return isSold ? licenseProofName(licenseId) : versionProofName(version, licenseId);
}

/** Where the proof of the version lies in the package. */
export function proofPathOf(order: PackageOrder): string {
  return `${PROVENANCE_FOLDER}${proofNameOf(order)}`;
}

/** Of the sheet of labels and credit; null where the package has none. */
export function findLabelsPath(folder: PackageFolder): string | null {
  const path = folder.placeOf(LABELS_PATH);
  return existsSync(path) ? path : null;
}

/** An earlier proof may list what was taken down before it came: a package has each file that its proof lists. */
function proofTextOf({ bundle, text }: PackageProof, there: Bundle['files']): string {
  return there.length === bundle.files.length ? text : formatBundle({ ...bundle, files: there });
}

/** Of the files that the platform can give now. */
export function ordersOf(folder: PackageFolder, { version, proof }: PackageOrder): DownloadOrder[] {
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

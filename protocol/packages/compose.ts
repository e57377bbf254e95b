import { utf8 } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { foldPath } from '../kernel/path.ts';
import { formatDay, LAST_DAY } from '../kernel/day.ts';
import {
  BAG_DECLARATION,
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  formatBagInfo,
  formatManifest,
  formatOxum,
  MANIFEST_FILE,
  TAG_MANIFEST_FILE,
  type BagInfo,
} from './bagit.ts';
import { nameOf } from './documents.ts';
import type { LicenseFacts } from './license-facts.ts';
import { writeHistory, type HistoryFile } from './mhl.ts';
import {
  PAYLOAD_FOLDER,
  type PackageDocument,
  type PackageEntry,
  type PackageFile,
} from './package-entry.ts';
import { digestTag, type TagDigest } from './tag-digests.ts';

export interface PackageParts {
  readonly facts: LicenseFacts;
  /** In the order in which they are written. */
  readonly files: readonly PackageFile[];
  /** `packageDocuments`. */
  readonly documents: readonly PackageDocument[];
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/**
 * All files of a package in the order in which they are written: documents, payload, tag files, history, and at last `bagit.txt`,
 * so that what was cut off is no bag. The same parts give the same bytes.
 * @throws FormatError when two files have one place
 */
export async function composePackage(parts: PackageParts): Promise<PackageEntry[]> {
  const { facts, files, documents, createdAtMs } = parts;
  const createdAt = new Date(createdAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const payload = files.map((file) => ({ path: `${PAYLOAD_FOLDER}${file.path}`, bytes: file.bytes, file }));
  requireDistinct([...payload, ...documents].map(({ path }) => path));
  const info = document(BAG_INFO_FILE, formatBagInfo(bagInfoOf(parts, createdAt)));
  const manifest = document(
    MANIFEST_FILE,
    formatManifest(payload.map(({ path, file: { sha256 } }) => ({ path, sha256 }))),
  );
  const declaration = document(BAG_DECLARATION_FILE, BAG_DECLARATION);
  const tagged = await digestAll([...documents, info, manifest, declaration]);
  const tagManifest = document(
    TAG_MANIFEST_FILE,
    formatManifest(tagged.map(({ path, digest: { sha256 } }) => ({ path, sha256 }))),
  );
  const history = await writeHistory({
    files: [
      ...payload.map(({ path, file }) => ({ ...file, path })),
      ...[...tagged, ...(await digestAll([tagManifest]))].map(historyFile),
    ],
    createdAt,
    hostname: facts.hostname,
    name: packageName(facts),
    subject: { license: facts.licenseId, asset: facts.asset.id, version: facts.version.number },
  });
  const whole = (each: PackageDocument) => ({ ...each, bytes: each.content.length });
  return [
    ...documents.map(whole),
    ...payload,
    ...[info, manifest, tagManifest, ...history, declaration].map(whole),
  ];
}

/** What the package’s folder, archive and history are called: letters, digits, `-`. */
export function packageName({ licenseId, version }: Pick<LicenseFacts, 'licenseId' | 'version'>): string {
  return `lanran-${licenseId.slice(2, 14)}-v${version.number}`;
}

/** RFC 8493, 2.2.2; labels of our own begin with `Lanran-`. */
function bagInfoOf({ facts, files }: PackageParts, createdAt: string): BagInfo {
  const { asset, holder, licensee, licenseId, terms, version, hostname } = facts;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    ['Source-Organization', nameOf(holder.name)],
    ['External-Description', nameOf(asset.title)],
    ['Bagging-Date', createdAt.slice(0, 10)],
    ['External-Identifier', `lanran://${asset.id}@${version.number}`],
    ['Internal-Sender-Identifier', licenseId],
    ['Payload-Oxum', formatOxum({ bytes, count: files.length })],
    ['Bag-Software-Agent', `lanran ${hostname}`],
    ['Lanran-Licensee', nameOf(licensee.name)],
    ['Lanran-License-First-Day', formatDay(Math.min(terms.wish.firstDay, LAST_DAY))],
    ['Lanran-License-Last-Day', formatDay(Math.min(terms.wish.lastDay, LAST_DAY))],
  ];
}

interface TaggedDocument {
  readonly path: string;
  readonly digest: TagDigest;
}

async function digestAll(documents: readonly PackageDocument[]): Promise<TaggedDocument[]> {
  return Promise.all(
    documents.map(async ({ path, content }) => ({ path, digest: await digestTag(content) })),
  );
}

function historyFile({ path, digest }: TaggedDocument): HistoryFile {
  return { path, ...digest, cid: null };
}

function document(path: string, text: string): PackageDocument {
  return { path, content: utf8(text) };
}

function requireDistinct(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(foldPath(path))) throw new FormatError(`package ${JSON.stringify(path)}`, 'comes twice');
    seen.add(foldPath(path));
  }
}

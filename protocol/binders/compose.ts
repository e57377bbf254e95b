import { utf8 } from '../kernel/bytes.ts';
import {
  BAG_DECLARATION,
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  formatBagInfo,
  formatManifest,
  formatOxum,
  MANIFEST_FILE,
  TAG_MANIFEST_FILE,
} from '../packages/bagit.ts';
import { isGeneration } from '../packages/history.ts';
import { writeHistory, type HistoryFile } from '../packages/mhl.ts';
import { HISTORY_FOLDER, type PackageDocument, type PackageEntry } from '../packages/package-entry.ts';
import { digestTag } from '../packages/tag-digests.ts';
import { LICENSES_FOLDER } from './folders.ts';
import {
  CREDITS_FILE,
  creditsText,
  formatSchedule,
  SCHEDULE_CSV,
  SCHEDULE_JSON,
  SCHEDULE_PDF,
  scheduleTable,
  type Schedule,
} from './schedule.ts';

/** A file of a package’s history, which the history above leaves out and the bag above lists. */
export interface BoundHistoryFile {
  /** Below the package’s folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A package that lies in a binder. */
export interface BoundPackage {
  /** Of `LICENSES_FOLDER`. */
  readonly folder: string;
  /** Below that, without those of `ascmhl/`. */
  readonly files: readonly HistoryFile[];
  readonly history: readonly BoundHistoryFile[];
  /** The newest generation of its history. */
  readonly newest: { readonly path: string; readonly c4: string };
}

/** What of a package, as it was composed, its binder lists. */
export async function bindPackage(folder: string, entries: readonly PackageEntry[]): Promise<BoundPackage> {
  const files: HistoryFile[] = [];
  const history: BoundHistoryFile[] = [];
  let newest: BoundPackage['newest'] | null = null;
  for (const entry of entries) {
    if ('file' in entry) {
      files.push({ ...entry.file, path: entry.path });
      continue;
    }
    const digest = { path: entry.path, ...(await digestTag(entry.content)) };
    if (entry.path.startsWith(HISTORY_FOLDER)) history.push(digest);
    else files.push({ ...digest, cid: null });
    if (isGeneration(entry.path)) newest = { path: entry.path, c4: digest.c4 };
  }
  if (newest === null) throw new Error(`The package for ${folder} has no generation.`);
  return { folder, files, history, newest };
}

export interface BinderParts {
  readonly schedule: Schedule;
  /** The schedule as PDF; null where it can’t be printed. */
  readonly pdf: Uint8Array | null;
  readonly packages: readonly BoundPackage[];
}

/** What lies in a binder beside its packages, in the order in which it is written: `bagit.txt` at last. */
export async function composeBinder({ schedule, pdf, packages }: BinderParts): Promise<PackageDocument[]> {
  const documents = [
    document(SCHEDULE_JSON, formatSchedule(schedule)),
    document(SCHEDULE_CSV, scheduleTable(schedule)),
    document(CREDITS_FILE, creditsText(schedule)),
    ...(pdf === null ? [] : [{ path: SCHEDULE_PDF, content: pdf }]),
  ];
  const own = await digestAll(documents);
  const inBinder = packages.flatMap(({ folder, files }) => placed(folder, files));
  const payload = [
    ...own,
    ...inBinder,
    ...packages.flatMap(({ folder, history }) => placed(folder, history)),
  ];
  const size = { bytes: payload.reduce((sum, { bytes }) => sum + bytes, 0), count: payload.length };
  const tags = [
    document(
      BAG_INFO_FILE,
      formatBagInfo([
        ['External-Description', schedule.title],
        ['Bagging-Date', schedule.madeAt.slice(0, 10)],
        ['Payload-Oxum', formatOxum(size)],
        ['Bag-Software-Agent', `lanran ${schedule.platform}`],
        ['Lanran-Licenses', String(packages.length)],
      ]),
    ),
    document(MANIFEST_FILE, formatManifest(payload)),
    document(BAG_DECLARATION_FILE, BAG_DECLARATION),
  ];
  const tagged = await digestAll(tags);
  const tagManifest = document(TAG_MANIFEST_FILE, formatManifest(tagged));
  const history = await writeHistory({
    files: [...own, ...inBinder, ...tagged, ...(await digestAll([tagManifest]))],
    nested: packages.map(({ folder, newest: { path, c4 } }) => ({
      folder: `${LICENSES_FOLDER}${folder}`,
      path: `${LICENSES_FOLDER}${folder}/${path}`,
      c4,
    })),
    createdAt: schedule.madeAt.replace(/\.\d+Z$/, 'Z'),
    hostname: schedule.platform,
    name: 'binder',
  });
  const [info, manifest, declaration] = tags;
  return [...documents, info, manifest, tagManifest, ...history, declaration].filter(
    (each) => each !== undefined,
  );
}

function placed<File extends { readonly path: string }>(folder: string, files: readonly File[]): File[] {
  return files.map((file) => ({ ...file, path: `${LICENSES_FOLDER}${folder}/${file.path}` }));
}

async function digestAll(documents: readonly PackageDocument[]): Promise<HistoryFile[]> {
  return Promise.all(
    documents.map(async ({ path, content }) => ({ path, ...(await digestTag(content)), cid: null })),
  );
}

function document(path: string, text: string): PackageDocument {
  return { path, content: utf8(text) };
}

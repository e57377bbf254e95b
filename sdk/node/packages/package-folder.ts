import { type Dirent, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import {
  BAG_DECLARATION_FILE,
  BAG_INFO_FILE,
  type BagInfo,
  parseBagInfo,
} from '@lanran/protocol/packages/bagit';
import { PROOF_SUFFIX, RECEIPT_FILE } from '@lanran/protocol/packages/documents';
import { namesOf } from '@lanran/protocol/packages/found-file';
import {
  HISTORY_FOLDER,
  LICENSE_FOLDER,
  PAYLOAD_FOLDER,
  PROVENANCE_FOLDER,
} from '@lanran/protocol/packages/package-entry';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { UNFINISHED_SUFFIX, writeWhole } from './write-whole.ts';

/** Says what a package that is not whole yet will be. */
export const MARKER_FILE = '.lanran-download.json';
/** What `LOCK_FILE`, the marker and the parts begin with, and what a killed process left of writing them. */
const OWN_PREFIX = '.lanran-download';
/** Holds the payload’s files until they are whole: beside them, a published file may have that name. */
export const PARTS_FOLDER = '.lanran-download.parts/';
/** What systems put into folders by themselves. */
const OF_SYSTEMS = ['.DS_Store', 'Thumbs.db', 'desktop.ini', 'lost+found'];

const Marker = z.object({ licenseId: z.string(), version: z.number().int() });
const Receipt = z.object({ licenseId: z.string(), version: z.object({ number: z.number().int() }) });

/** What a package is of. */
export interface PackageSubject {
  readonly licenseId: LicenseId;
  readonly version: number;
}

/** The folder that a package is written to. */
export class PackageFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  placeOf(path: string): string {
    return join(this.path, ...path.split('/'));
  }

  /** Where the file of that number in its version lies until it is whole. */
  partOf(index: number): string {
    return this.placeOf(`${PARTS_FOLDER}${index}`);
  }

  /** `bagit.txt` is written last; without it and without a marker, somebody removed it. */
  get isWhole(): boolean {
    if (existsSync(this.placeOf(BAG_DECLARATION_FILE))) return true;
    return existsSync(this.placeOf(BAG_INFO_FILE)) && !existsSync(this.placeOf(MARKER_FILE));
  }

  /** @throws RefusedError SYMBOLIC_LINK: what is written or compared through one lies elsewhere */
  async requireNoLinks(): Promise<void> {
    const entries = await readdir(this.path, { recursive: true, withFileTypes: true });
    const links = entries.filter((entry) => entry.isSymbolicLink()).map((entry) => this.#nameOf(entry));
    if (links.length === 0) return;
    throw new RefusedError(
      'SYMBOLIC_LINK',
      `${this.path} has symbolic links, and a package has none: ${namesOf(links.sort())}. Remove them, then run the same command again.`,
      { argument: 'out' },
    );
  }

  /** Makes a whole package an unfinished one again, before its tag files are written anew. */
  async reopen(subject: PackageSubject): Promise<void> {
    await writeWhole(this.placeOf(MARKER_FILE), utf8(JSON.stringify(subject)));
    await rm(this.placeOf(BAG_DECLARATION_FILE), { force: true });
  }

  /** @throws RefusedError when files that are not of the package lie in `license/` or `provenance/` */
  async requireDocuments(paths: readonly string[]): Promise<void> {
    const listed = new Set(paths);
    const found = [...(await this.#list(LICENSE_FOLDER)), ...(await this.#list(PROVENANCE_FOLDER))];
    this.#requireNone(found.filter((path) => !listed.has(path) && !path.endsWith(UNFINISHED_SUFFIX)));
  }

  /**
   * Begins a package here, or goes on with one.
   * @throws RefusedError FOLDER_NOT_EMPTY, OTHER_PACKAGE, PLAIN_DOWNLOAD: what lies here is something else, and stays as it is
   */
  async begin(subject: PackageSubject): Promise<void> {
    const found = this.isWhole ? await this.#findWhole() : await this.#findMarker();
    if (found !== null) {
      requireSame(found, { subject, folder: this.path });
      return;
    }
    const entries = (await readdir(this.path)).filter(
      (name) => !name.startsWith(OWN_PREFIX) && !OF_SYSTEMS.includes(name),
    );
    const isPlain = entries.some((name) => name.endsWith(PROOF_SUFFIX));
    if (isPlain)
      throw new RefusedError(
        'PLAIN_DOWNLOAD',
        `${this.path} has files as an earlier version of lanran wrote them, without a package around them. They stay as they are; choose another folder for the package.`,
        { argument: 'out' },
      );
    if (entries.length > 0)
      throw new RefusedError(
        'FOLDER_NOT_EMPTY',
        `${this.path} has other files: ${namesOf(entries)}. Choose an empty folder, or a new one.`,
        { argument: 'out' },
      );
    await writeWhole(this.placeOf(MARKER_FILE), utf8(JSON.stringify(subject)));
  }

  /** Makes the folders that a package has even where they are empty, and removes what an unfinished run left in its own. */
  async clearUnfinished(documents: readonly string[]): Promise<void> {
    await mkdir(this.placeOf(PAYLOAD_FOLDER), { recursive: true });
    await rm(this.placeOf(HISTORY_FOLDER), { recursive: true, force: true });
    for (const folder of [LICENSE_FOLDER, PROVENANCE_FOLDER])
      for (const path of await this.#list(folder))
        if (!documents.includes(path)) await rm(this.placeOf(path));
    for (const name of await readdir(this.path))
      if (name.endsWith(UNFINISHED_SUFFIX)) await rm(this.placeOf(name));
  }

  /** @throws RefusedError when others lie in `data/`: no bag may have them */
  async requirePayload(paths: readonly string[]): Promise<void> {
    const listed = new Set(paths);
    this.#requireNone((await this.#list(PAYLOAD_FOLDER)).filter((path) => !listed.has(path)));
  }

  #requireNone(strays: readonly string[]): void {
    if (strays.length === 0) return;
    throw new RefusedError(
      'FOLDER_NOT_EMPTY',
      `${this.path} has files that are not of the package: ${namesOf(strays)}. Move them elsewhere, then run the same command again.`,
      { argument: 'out' },
    );
  }

  /** Takes the sign of an unfinished package away. */
  async end(): Promise<void> {
    await rm(this.placeOf(PARTS_FOLDER), { recursive: true, force: true });
    await rm(this.placeOf(MARKER_FILE), { force: true });
  }

  async #list(folder: string): Promise<string[]> {
    const top = this.placeOf(folder);
    if (!existsSync(top)) return [];
    const entries = await readdir(top, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => this.#nameOf(entry));
  }

  #nameOf({ parentPath, name }: Dirent): string {
    return relative(this.path, join(parentPath, name)).split(sep).join('/').normalize('NFC');
  }

  async #findMarker(): Promise<{ licenseId: string; version: number } | null> {
    const path = this.placeOf(MARKER_FILE);
    return existsSync(path) ? Marker.parse(JSON.parse(await readFile(path, 'utf8'))) : null;
  }

  async #findWhole(): Promise<{ licenseId: string; version: number } | null> {
    const path = this.placeOf(BAG_INFO_FILE);
    const info = new Map(existsSync(path) ? findInfo(await readFile(path, 'utf8')) : []);
    const version = /@(\d+)$/.exec(info.get('External-Identifier') ?? '')?.[1];
    const licenseId = info.get('Internal-Sender-Identifier');
    if (version !== undefined && licenseId !== undefined) return { licenseId, version: Number(version) };
    return (await this.#findReceipt()) ?? { licenseId: '', version: 0 };
  }

  /** What the receipt says that the package is of, where `bag-info.txt` does not. */
  async #findReceipt(): Promise<{ licenseId: string; version: number } | null> {
    const path = this.placeOf(RECEIPT_FILE);
    if (!existsSync(path)) return null;
    try {
      const { licenseId, version } = Receipt.parse(JSON.parse(await readFile(path, 'utf8')));
      return { licenseId, version: version.number };
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      throw error;
    }
  }
}

/** What is malformed says nothing. */
function findInfo(text: string): BagInfo {
  try {
    return parseBagInfo(text);
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}

function requireSame(
  found: { readonly licenseId: string; readonly version: number },
  { subject, folder }: { readonly subject: PackageSubject; readonly folder: string },
): void {
  if (found.licenseId === subject.licenseId && found.version === subject.version) return;
  const what =
    found.licenseId === ''
      ? 'another bag'
      : found.licenseId === subject.licenseId
        ? `version ${found.version} of this license`
        : `the package of license ${found.licenseId}`;
  throw new RefusedError('OTHER_PACKAGE', `${folder} holds ${what}. Choose another folder.`, {
    argument: 'out',
  });
}

import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parsePath } from '@lanran/protocol/kernel/path';
import { RefusedError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { Delivery, DeliveredFile } from './deliver.ts';
import { hashFile } from '../local-files.ts';

/** In the folder: what deliveries wrote there (docs/formats.md, "Delivered folder"). */
export const DELIVERY_FILE = '.lanran-delivery.json';
/** Holds files until they are whole: beside them, a published file may have that name. */
export const PARTS_FOLDER = '.lanran-delivery.parts';
const FORMAT = 'lanran/delivery/1';

const Written = z.object({
  path: z.string().transform((path) => parsePath(path)),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  license: z.string().nullable(),
  asset: z.string().nullable(),
  version: z.number().int().nullable(),
  /** As it was then. */
  licenseEnds: z.string().nullable().default(null),
});
const Record = z.object({ format: z.literal(FORMAT), files: z.array(Written) });

/** A file that a delivery wrote, as it was then. */
export type WrittenFile = z.infer<typeof Written>;

export interface PurgeReport {
  /** Deleted. */
  readonly purged: readonly WrittenFile[];
  /** No longer licensed either, and left: somebody changed them since. */
  readonly changed: readonly WrittenFile[];
}

/** What deliveries wrote into a folder; null where none did. @throws RefusedError where their record can't be read */
export async function findWritten(folder: string): Promise<readonly WrittenFile[] | null> {
  const path = join(folder, DELIVERY_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
  try {
    return Record.parse(JSON.parse(text)).files;
  } catch (cause) {
    throw new RefusedError(
      'DELIVERY_RECORD_UNREADABLE',
      `${path} is no record of a delivery that this program can read. Move it away: what was delivered stays and is checked, but --purge leaves it alone then.`,
      { argument: 'out', cause },
    );
  }
}

/** A folder that deliveries write into. It knows what they wrote, so that nothing else is ever deleted. */
export class DeliveryFolder {
  readonly #folder: string;
  #written: Map<string, WrittenFile>;

  private constructor(folder: string, written: readonly WrittenFile[]) {
    this.#folder = folder;
    this.#written = new Map(written.map((file) => [file.path, file]));
  }

  /** @throws RefusedError where its record can't be read */
  static async open(folder: string): Promise<DeliveryFolder> {
    await mkdir(folder, { recursive: true });
    return new DeliveryFolder(folder, (await findWritten(folder)) ?? []);
  }

  /** Where a file lies until it is whole; other content at the same path has another place. */
  partOf(file: Pick<WrittenFile, 'path' | 'sha256'>): string {
    return join(this.#folder, PARTS_FOLDER, partName(file));
  }

  /** @throws RefusedError SYMBOLIC_LINK: what is written through one lies elsewhere */
  async requireNoLinks(files: readonly Pick<DeliveredFile, 'entry'>[]): Promise<void> {
    const paths = new Set([DELIVERY_FILE, PARTS_FOLDER]);
    for (const { entry } of files)
      for (let path = entry.path; path !== '.'; path = dirname(path)) paths.add(path);
    for (const path of paths) {
      const found = await lstat(join(this.#folder, path)).catch(() => null);
      if (found?.isSymbolicLink() !== true) continue;
      throw new RefusedError(
        'SYMBOLIC_LINK',
        `${join(this.#folder, path)} is a symbolic link, through which no file is delivered. Remove it, or choose another folder.`,
        { argument: 'out' },
      );
    }
  }

  /** Notes what is about to be written, and removes parts of what is noted no more. What lies there already was written by somebody else, unless it is noted. */
  async expect(files: readonly DeliveredFile[]): Promise<void> {
    for (const { entry, license, asset, version, licenseEnds } of files) {
      const { path, bytes, sha256 } = entry;
      const isNoted = this.#written.get(path)?.sha256 === sha256;
      if (!isNoted && (await isThere(join(this.#folder, path)))) continue;
      this.#written.set(path, { path, bytes, sha256, license, asset, version, licenseEnds });
    }
    await this.#save();
    await this.#removeParts();
  }

  /** Removes the folder of parts where none is left to go on with. */
  async tidy(): Promise<void> {
    await rmdir(join(this.#folder, PARTS_FOLDER)).catch(() => undefined);
  }

  /**
   * Deletes what was written of licenses that have ended, were revoked or changed hands, unless another license opens the same file
   * now. What a license does not open for another reason, such as a restricted asset, stays.
   */
  async purge({ files, closed }: Delivery): Promise<PurgeReport> {
    const ended = new Set(closed.flatMap(({ license, code }) => (code === ENDED ? [license] : [])));
    const opened = new Map(files.map(({ entry }) => [entry.path, entry.sha256]));
    const unlicensed = [...this.#written.values()].filter(
      ({ path, sha256, license }) => license !== null && ended.has(license) && opened.get(path) !== sha256,
    );
    const purged: WrittenFile[] = [];
    const changed: WrittenFile[] = [];
    for (const file of unlicensed) {
      const target = join(this.#folder, file.path);
      // A part of it is as little licensed as the whole.
      await rm(this.partOf(file), { force: true });
      const found = await this.#stateOf(file);
      if (found === 'CHANGED') {
        changed.push(file);
        continue;
      }
      if (found === 'AS_WRITTEN') {
        await rm(target);
        purged.push(file);
      }
      this.#written.delete(file.path);
      await this.#removeEmpty(dirname(file.path));
    }
    if (unlicensed.length > 0) await this.#save();
    return { purged, changed };
  }

  async #stateOf({ path, bytes, sha256 }: WrittenFile): Promise<'ABSENT' | 'AS_WRITTEN' | 'CHANGED'> {
    const target = join(this.#folder, path);
    const found = await lstat(target).catch((error: unknown) => {
      if (isAbsent(error)) return null;
      throw error;
    });
    if (found === null) return 'ABSENT';
    if (!found.isFile() || found.size !== bytes) return 'CHANGED';
    return (await hashFile(target)).sha256 === sha256 ? 'AS_WRITTEN' : 'CHANGED';
  }

  async #removeParts(): Promise<void> {
    const folder = join(this.#folder, PARTS_FOLDER);
    const names = await readdir(folder).catch((error: unknown) => {
      if (isAbsent(error)) return [];
      throw error;
    });
    const noted = new Set([...this.#written.values()].map(partName));
    for (const name of names)
      if (PART_NAME.test(name) && !noted.has(name)) await rm(join(folder, name), { force: true });
  }

  async #removeEmpty(path: string): Promise<void> {
    for (let folder = path; folder !== '.'; folder = dirname(folder)) {
      try {
        await rmdir(join(this.#folder, folder));
      } catch {
        // It holds something, or is gone.
        return;
      }
    }
  }

  async #save(): Promise<void> {
    const files = [...this.#written.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
    const path = join(this.#folder, DELIVERY_FILE);
    const draft = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(draft, `${JSON.stringify({ format: FORMAT, files }, null, 1)}\n`, { flush: true });
      await rename(draft, path);
    } catch (cause) {
      await rm(draft, { force: true });
      throw new RefusedError('DELIVERY_RECORD_UNWRITTEN', `${path} can't be written: ${reasonOf(cause)}`, {
        argument: 'out',
        cause,
      });
    }
  }
}

/** The platform's code for a license that the chain says is over, or another's. */
const ENDED = 'FORBIDDEN';
const PART_NAME = /^[0-9a-f]{64}$/;

function partName({ path, sha256 }: Pick<WrittenFile, 'path' | 'sha256'>): string {
  return createHash('sha256').update(`${path}\n${sha256}`).digest('hex');
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

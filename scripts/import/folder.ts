import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { FormatError } from '@lanran/protocol/errors';
import { parsePath } from '@lanran/protocol/manifest';
import { UsageError, reasonOf } from '@lanran/client/errors';
import type { LocalFile } from '../client/local-files.ts';
import { decode } from './decode.ts';
import { RowError } from './problems.ts';

const FILES = 'files';

/** What lies in the folder, by the path below it in NFC: tables and disks write one name in several forms. */
export class Folder {
  readonly #root: string;
  /** The disk's own names of it; several when they differ in Unicode form alone. */
  readonly #names: ReadonlyMap<string, readonly string[]>;
  readonly #unreadable: ReadonlySet<string>;

  private constructor(root: string, found: Found) {
    this.#root = root;
    this.#names = found.names;
    this.#unreadable = found.unreadable;
  }

  /** @throws UsageError when it is no folder that can be read */
  static async open(path: string): Promise<Folder> {
    try {
      const root = await realpath(path);
      const found: Found = { names: new Map(), unreadable: new Set() };
      await collect(root, '', found);
      return new Folder(root, found);
    } catch (cause) {
      throw new UsageError('FOLDER', `${path} can't be read: ${reasonOf(cause)}.`, { cause });
    }
  }

  /** Its real path. */
  get path(): string {
    return this.#root;
  }

  /**
   * The files that a name or a glob (`*`, `?`, `**`) means, in the order of their names.
   * @throws RowError for one that is missing, empty, leads out of the folder, or can't be told from another
   */
  async find(pattern: string): Promise<LocalFile[]> {
    const name = requireInside(pattern);
    const paths = this.#names.has(name) || !/[*?]/.test(name) ? [name] : this.#match(name);
    if (paths.length === 0) throw new RowError(FILES, `${pattern} means no file of the folder. Correct it.`);
    return Promise.all(paths.map(async (path) => this.#file(path)));
  }

  #match(glob: string): string[] {
    const pattern = glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/|\*|\?/g, (part) => (part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : '[^/]'));
    const matcher = new RegExp(`^${pattern}$`, 'u');
    return [...this.#names.keys()].filter((path) => matcher.test(path)).sort();
  }

  async #file(path: string): Promise<LocalFile> {
    const [name, twin] = this.#names.get(path) ?? [];
    if (name === undefined) throw this.#missing(path);
    if (twin !== undefined)
      throw new RowError(
        FILES,
        `${path} names two files that differ in Unicode form (NFC, NFD) alone. Remove one.`,
      );
    const localPath = join(this.#root, name);
    const [found, real] = await Promise.all([stat(localPath), realpath(localPath)]).catch(
      (cause: unknown) => {
        throw new RowError(FILES, `${path} can't be read: ${reasonOf(cause)}.`, { cause });
      },
    );
    if (!real.startsWith(this.#root + sep))
      throw new RowError(FILES, `${path} is a link that leads out of the folder. Put the file itself there.`);
    if (!found.isFile()) throw new RowError(FILES, `${path} is no file. Name the files in it, or ${path}/*.`);
    if (found.size === 0)
      throw new RowError(FILES, `${path} is empty (0 bytes). Copy it again from where it came from.`);
    return { localPath, path, bytes: found.size };
  }

  #missing(path: string): RowError {
    if (this.#unreadable.has(path))
      return new RowError(
        FILES,
        `${path} is there, but its name is in GBK. Rename it: convmv -f gbk -t utf8 --notest.`,
      );
    const alike = [...this.#names.keys()].find((other) => other.toLowerCase() === path.toLowerCase());
    const hint = alike === undefined ? 'Put it there, or correct its name.' : `There is ${alike}.`;
    return new RowError(FILES, `${path} is not in the folder. ${hint}`);
  }
}

interface Found {
  readonly names: Map<string, string[]>;
  readonly unreadable: Set<string>;
}

/** Names are read as bytes: one in another encoding than UTF-8 would come back as another name. */
async function collect(root: string, below: string, found: Found): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true, encoding: 'buffer' })) {
    const name = decode(entry.name, 'utf-8');
    if (name === null) {
      const meant = decode(entry.name, 'gbk');
      if (meant !== null) found.unreadable.add(join(below, meant).split(sep).join('/').normalize('NFC'));
      continue;
    }
    const path = join(below, name);
    if (entry.isDirectory()) await collect(root, path, found);
    const shown = path.split(sep).join('/').normalize('NFC');
    found.names.set(shown, [...(found.names.get(shown) ?? []), path]);
  }
}

/** @throws RowError for an absolute path, a `..` and whatever else would not unpack to a place in the folder */
function requireInside(pattern: string): string {
  try {
    return parsePath(pattern.normalize('NFC').replace(/^\.\//, ''), 'file');
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new RowError(FILES, `${cause.message}. Name files below the folder, with / between folders.`, {
      cause,
    });
  }
}

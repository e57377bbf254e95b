import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseNewPath, parsePath } from '@lanran/protocol/kernel/path';
import { RowError } from './problems.ts';

/** The field that names files, as errors call it. */
export const FILES = 'files';

/** A file that a record names, by its path below the folder in NFC. */
export interface ImportFile {
  readonly path: string;
  readonly bytes: number;
}

export interface ImportFolder<File extends ImportFile> {
  /**
   * The files that a name or a glob (`*`, `?`, `**`) means, in the order of their names.
   * @throws RowError for one that is missing, empty, leads out of the folder, or can't be told from another
   */
  find(pattern: string): Promise<File[]>;
}

/** What lies in a folder, by the path below it in NFC: tables and disks write one name in several forms. */
export class FolderNames<Entry> {
  readonly #entries = new Map<string, Entry[]>();
  readonly #unreadable = new Set<string>();

  add(path: string, entry: Entry): void {
    const name = path.normalize('NFC');
    const present = this.#entries.get(name);
    if (present === undefined) this.#entries.set(name, [entry]);
    else present.push(entry);
  }

  /** One whose name on the disk is in GBK, by what that means. */
  addUnreadable(path: string): void {
    this.#unreadable.add(path.normalize('NFC'));
  }

  paths(): string[] {
    return [...this.#entries.keys()];
  }

  /** @throws RowError for a pattern that means nothing here */
  match(pattern: string): string[] {
    const name = requireInside(pattern);
    if (this.#entries.has(name) || !/[*?]/.test(name)) return [name];
    const paths = this.#glob(name);
    if (paths.length === 0)
      throw new RowError(FILES, { code: 'FILE_PATTERN_EMPTY', values: { path: pattern } });
    return paths;
  }

  /** @throws RowError when it is missing, two differ in Unicode form alone, or its name can't be kept */
  get(path: string): Entry {
    const [entry, twin] = this.#entries.get(path) ?? [];
    if (entry === undefined) throw this.#missing(path);
    if (twin === undefined) return requireKeepable(path, entry);
    throw new RowError(FILES, { code: 'FILE_TWINS', values: { path } });
  }

  #glob(glob: string): string[] {
    const pattern = glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/|\*|\?/g, (part) => (part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : '[^/]'));
    const matcher = new RegExp(`^${pattern}$`, 'u');
    return this.paths()
      .filter((path) => matcher.test(path))
      .sort();
  }

  #missing(path: string): RowError {
    if (this.#unreadable.has(path)) return new RowError(FILES, { code: 'FILE_NAME_GBK', values: { path } });
    const alike = this.paths().find((other) => other.toLowerCase() === path.toLowerCase());
    if (alike === undefined) return new RowError(FILES, { code: 'FILE_MISSING', values: { path } });
    return new RowError(FILES, { code: 'FILE_OTHER_CASE', values: { path, alike } });
  }
}

export function emptyFile(path: string): RowError {
  return new RowError(FILES, { code: 'FILE_EMPTY', values: { path } });
}

/** @throws RowError for a name that the platform refuses: before anything is sent, instead of by its answer */
function requireKeepable<Entry>(path: string, entry: Entry): Entry {
  return asRowError('FILE_NAME', path, () => {
    parseNewPath(path, 'file');
    return entry;
  });
}

/** @throws RowError for an absolute path, a `..` and whatever else would not unpack to a place in the folder */
function requireInside(pattern: string): string {
  return asRowError('FILE_PATH', pattern, () =>
    parsePath(pattern.normalize('NFC').replace(/^\.\//, ''), 'file'),
  );
}

function asRowError<T>(code: 'FILE_NAME' | 'FILE_PATH', path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new RowError(FILES, { code, values: { path, reason: cause.message } }, { cause });
  }
}

import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { decode } from '@lanran/sdk/import/decode';
import { emptyFile, FILES, FolderNames, type ImportFolder } from '@lanran/sdk/import/import-folder';
import { ImportArgumentError, RowError } from '@lanran/sdk/import/problems';
import type { LocalFile } from '@lanran/sdk/node/local-files';

/** A folder of this machine's disk. */
export class Folder implements ImportFolder<LocalFile> {
  readonly #root: string;
  /** The disk's own names. */
  readonly #names: FolderNames<string>;

  private constructor(root: string, names: FolderNames<string>) {
    this.#root = root;
    this.#names = names;
  }

  /** @throws ImportArgumentError when it is no folder that can be read */
  static async open(path: string): Promise<Folder> {
    try {
      const root = await realpath(path);
      const names = new FolderNames<string>();
      await collect(root, '', names);
      return new Folder(root, names);
    } catch (cause) {
      const values = { path, reason: reasonOf(cause) };
      throw new ImportArgumentError('folder', { code: 'FOLDER_UNREADABLE', values }, { cause });
    }
  }

  /** Its real path. */
  get path(): string {
    return this.#root;
  }

  async find(pattern: string): Promise<LocalFile[]> {
    return Promise.all(this.#names.match(pattern).map(async (path) => this.#file(path)));
  }

  async #file(path: string): Promise<LocalFile> {
    const localPath = join(this.#root, this.#names.get(path));
    const [found, real] = await Promise.all([stat(localPath), realpath(localPath)]).catch(
      (cause: unknown) => {
        const values = { path, reason: reasonOf(cause) };
        throw new RowError(FILES, { code: 'FILE_UNREADABLE', values }, { cause });
      },
    );
    if (!real.startsWith(this.#root + sep))
      throw new RowError(FILES, { code: 'FILE_LINK_OUT', values: { path } });
    if (!found.isFile()) throw new RowError(FILES, { code: 'FILE_NO_FILE', values: { path } });
    if (found.size === 0) throw emptyFile(path);
    return { localPath, path, bytes: found.size };
  }
}

/** Names are read as bytes: one in another encoding than UTF-8 would come back as another name. */
async function collect(root: string, below: string, names: FolderNames<string>): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true, encoding: 'buffer' })) {
    const name = decode(entry.name, 'utf-8');
    if (name === null) {
      const meant = decode(entry.name, 'gbk');
      if (meant !== null) names.addUnreadable(join(below, meant).split(sep).join('/'));
      continue;
    }
    const path = join(below, name);
    if (entry.isDirectory()) await collect(root, path, names);
    names.add(path.split(sep).join('/'), path);
  }
}

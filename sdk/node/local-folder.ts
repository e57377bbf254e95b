import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { reasonToSkip } from '@lanran/sdk/publishing/chosen-files';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { decode } from '@lanran/sdk/import/decode';
import type { LocalFile } from './local-files.ts';

const LOOKED_AT_ONCE = 64;

/** What a folder holds for an asset. */
export interface FolderContent {
  /** By their paths below the folder. */
  readonly files: readonly LocalFile[];
  /** What operating systems leave, and hidden files and folders. */
  readonly skipped: readonly string[];
  /** A sentence for each entry that can't be taken as it is. */
  readonly problems: readonly string[];
}

/** Looks through a folder and those below it. Links are followed to files within it alone, and never silently left out. */
export async function readFolder(folder: string): Promise<FolderContent> {
  const walk = new Walk(await realpath(folder));
  await walk.enter('');
  const found = await inParallel(walk.paths, LOOKED_AT_ONCE, async (path) => walk.look(path));
  return {
    files: found.filter((each) => typeof each !== 'string'),
    skipped: walk.skipped,
    problems: [...walk.problems, ...found.filter((each) => typeof each === 'string')],
  };
}

class Walk {
  readonly paths: string[] = [];
  readonly skipped: string[] = [];
  readonly problems: string[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Names are read as bytes: one in another encoding than UTF-8 would come back as another name. */
  async enter(below: string): Promise<void> {
    const entries = await readdir(join(this.#root, below), { withFileTypes: true, encoding: 'buffer' });
    for (const entry of entries.sort((left, right) => Buffer.compare(left.name, right.name))) {
      const name = decode(entry.name, 'utf-8');
      if (name === null) this.#refuseName(below, entry.name);
      else await this.#take(below === '' ? name : `${below}/${name}`, entry.isDirectory());
    }
  }

  async #take(path: string, isFolder: boolean): Promise<void> {
    if (reasonToSkip(path) !== null) this.skipped.push(isFolder ? `${path}/` : path);
    else if (isFolder) await this.enter(path);
    else this.paths.push(path);
  }

  #refuseName(below: string, name: Buffer): void {
    const meant = decode(name, 'gbk') ?? name.toString('latin1');
    this.problems.push(
      `${join(below, meant)} has a name that is not UTF-8, as one in GBK; rename it: convmv -f gbk -t utf8 --notest`,
    );
  }

  /** The file, or what is wrong with it. */
  async look(path: string): Promise<LocalFile | string> {
    const localPath = join(this.#root, path);
    try {
      const [target, found] = await Promise.all([realpath(localPath), stat(localPath)]);
      const inside = relative(this.#root, target);
      if (inside.startsWith('..') || isAbsolute(inside))
        return `${path} is a link that leads out of the folder, to ${target}; put the file itself there, or remove the link`;
      if (found.isFile()) return { localPath: target, path, bytes: found.size };
      if (found.isDirectory())
        return `${path} is a link to a folder, which is not followed; put the folder itself there, or remove the link`;
      return `${path} is no file that can be published; take it out of the folder`;
    } catch (cause) {
      return `${path} can't be read: ${reasonOf(cause)}`;
    }
  }
}

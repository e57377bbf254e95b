import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { placeChosen, type Refused, sortOut } from '@lanran/sdk/publishing/chosen-files';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { MAX_DRAFT_FILES } from '@lanran/protocol/files/manifest';
import { parseNewPath } from '@lanran/protocol/kernel/path';
import type { LocalFile } from './local-files.ts';
import { type FolderContent, readFolder } from './local-folder.ts';

const MOST_TOLD = 8;

/**
 * The files that a command line names: those of one folder by their paths below it; where more is named, files by their names and folders
 * with theirs. What operating systems leave in folders, and what is hidden there, is left out, and `say` is told.
 * @throws ArgumentError naming every file that can't be part of an asset, and what to do
 */
export async function findNamedFiles(
  localPaths: readonly string[],
  say: (line: string) => void,
): Promise<readonly LocalFile[]> {
  const contents: FolderContent[] = [];
  for (const localPath of localPaths) contents.push(await readNamed(localPath));
  const skipped = contents.flatMap((content) => content.skipped);
  if (skipped.length > 0) say(`left out, as hidden or left by an operating system: ${listed(skipped, ', ')}`);
  const found = placeChosen(contents.flatMap((content) => content.files));
  const { files, refused } = sortOut(found, []);
  const problems = contents.flatMap((content) => content.problems);
  problems.push(...refused.map((each) => sentenceOf(each, found)));
  if (problems.length > 0) throw new ArgumentError('file', `${listed(problems, '; ')}.`);
  if (localPaths.length > 0 && files.length === 0)
    throw new ArgumentError('file', `${localPaths.join(', ')} holds no file to publish.`);
  if (files.length > MAX_DRAFT_FILES)
    throw new ArgumentError(
      'file',
      `${files.length} files are more than the ${MAX_DRAFT_FILES} of one asset. Publish them as several.`,
    );
  return files;
}

async function readNamed(localPath: string): Promise<FolderContent> {
  try {
    const found = await stat(localPath);
    if (found.isDirectory()) return withName(basename(resolve(localPath)), await readFolder(localPath));
    if (found.isFile()) {
      const file = { localPath, path: basename(localPath), bytes: found.size };
      return { files: [file], skipped: [], problems: [] };
    }
  } catch (cause) {
    throw new ArgumentError('file', `${localPath} can't be read: ${reasonOf(cause)}`, { cause });
  }
  throw new ArgumentError('file', `${localPath} is neither a file nor a folder.`);
}

function withName(folder: string, { files, skipped, problems }: FolderContent): FolderContent {
  return { files: files.map((file) => ({ ...file, path: `${folder}/${file.path}` })), skipped, problems };
}

function sentenceOf({ path, why }: Refused, found: readonly LocalFile[]): string {
  const alike = found.filter((file) => file.path.normalize('NFC') === path);
  switch (why) {
    case 'NAME':
      return `${path} can't keep its name: ${reasonAgainst(path)}`;
    case 'EMPTY':
      return `${path} is empty (0 bytes), as after a copy that failed; copy it again from where it came, or leave it out`;
    case 'CASE':
      return `${path} differs from another file in upper and lower case alone, and many disks hold only one of them; rename one`;
    case 'FOLDER':
      return `${path} has the name of a folder, or lies below a file; rename one`;
    case 'TWICE':
      return `${alike.map(({ localPath }) => localPath).join(' and ')} have one name; rename one, or name the folder that holds both`;
    case 'HIDDEN':
    case 'SYSTEM':
      return `${path} is hidden, or left by an operating system; rename it if it belongs to the asset`;
  }
}

function reasonAgainst(path: string): string {
  try {
    parseNewPath(path);
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return 'it is refused';
}

function listed(texts: readonly string[], between: string): string {
  const more = texts.length - MOST_TOLD;
  return texts.slice(0, MOST_TOLD).join(between) + (more > 0 ? `${between}and ${more} more` : '');
}

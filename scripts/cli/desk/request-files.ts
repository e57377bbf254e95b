import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  MAX_ENTRY_FILES,
  MAX_FILE_BYTES,
  promisedTypeOf,
  type RequestFileTarget,
} from '@lanran/protocol/files/request-file';
import { downloadRequestFile, type RequestFile, uploadRequestFile } from '@lanran/sdk/desk/request-files';
import type { RequestEntry } from '@lanran/sdk/desk/requests';
import { ArgumentError, reasonOf, RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';

interface FileToSend {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Of `--file`, before anything is sent. @throws ArgumentError */
export async function readFiles(paths: readonly string[] = []): Promise<FileToSend[]> {
  if (paths.length > MAX_ENTRY_FILES)
    throw new ArgumentError(
      '--file',
      `is given ${paths.length} times; an entry takes ${MAX_ENTRY_FILES} files.`,
    );
  return Promise.all(paths.map(readOne));
}

async function readOne(path: string): Promise<FileToSend> {
  const name = basename(path).normalize('NFC');
  if (promisedTypeOf(name) === null)
    throw new ArgumentError('--file', `${path}: threads take .jpg, .png, .webp, .pdf, .txt and .csv.`);
  const found = await stat(path).catch((cause: unknown) => {
    throw new ArgumentError('--file', `${path} can't be read: ${reasonOf(cause)}`, { cause });
  });
  if (!found.isFile()) throw new ArgumentError('--file', `${path} is not a file.`);
  if (found.size > MAX_FILE_BYTES)
    throw new ArgumentError(
      '--file',
      `${path} has ${found.size} bytes; at most ${MAX_FILE_BYTES} are taken.`,
    );
  return { name, content: new Uint8Array(await readFile(path)) };
}

/** What tells a file from others, for a question that is asked once. */
export function keyOf({ name, content }: FileToSend): readonly string[] {
  return [name, createHash('sha256').update(content).digest('hex')];
}

/** Nothing where there is none to send. */
export async function uploadFiles(
  platform: Platform,
  target: RequestFileTarget,
  files: readonly FileToSend[],
): Promise<{ readonly files?: readonly string[] }> {
  const ids: string[] = [];
  for (const file of files) ids.push((await uploadRequestFile(platform, target, file)).id);
  return ids.length === 0 ? {} : { files: ids };
}

interface SavedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Every file of a thread as `<entry>-<name>`, proven by its SHA-256; what is there already is kept if it is the same. */
export async function saveFiles(
  platform: Platform,
  {
    id,
    thread,
    folder,
  }: { readonly id: string; readonly thread: readonly RequestEntry[]; readonly folder: string },
): Promise<SavedFile[]> {
  await mkdir(folder, { recursive: true });
  const saved: SavedFile[] = [];
  for (const { sequence, files } of thread)
    for (const [at, file] of files.entries()) {
      const path = join(folder, `${sequence}-${at + 1}-${basename(file.name)}`);
      await saveOne(platform, { id, file, path });
      saved.push({ path, sha256: file.sha256 });
    }
  return saved;
}

async function saveOne(
  platform: Platform,
  { id, file, path }: { readonly id: string; readonly file: RequestFile; readonly path: string },
): Promise<void> {
  if (existsSync(path)) {
    const present = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    if (present === file.sha256) return;
    throw new RefusedError('FILE_EXISTS', `${path} is there already with other bytes. Name another folder.`, {
      argument: '--files',
    });
  }
  await writeFile(path, await downloadRequestFile(platform, id, file), { flag: 'wx', mode: 0o600 });
}

import { join } from 'node:path';
import type { BoundPackage } from '@lanran/protocol/binders/compose';
import { LICENSES_FOLDER } from '@lanran/protocol/binders/folders';
import { readHistory } from '@lanran/protocol/packages/history';
import type { GenerationHash } from '@lanran/protocol/packages/mhl-reader';
import { HISTORY_FOLDER, PAYLOAD_FOLDER } from '@lanran/protocol/packages/package-entry';
import { digestTag } from '@lanran/protocol/packages/tag-digests';
import { readFile } from 'node:fs/promises';
import { hashFiles } from '../hashing/hash-threads.ts';
import { readPackage, type PackagedFile } from '../packages/read-package.ts';

/**
 * What a binder lists of a package that lies in it. The payload was compared with the proof when it came: its digests are those of the
 * history; small files are read. @throws FormatError where the package is not whole
 */
export async function bindFolder(binder: string, folder: string): Promise<BoundPackage> {
  const read = await readPackage(join(binder, LICENSES_FOLDER, folder));
  const history = readHistory(read.texts);
  const newest = history.at(-1);
  if (newest === undefined) throw new Error(`The package in ${folder} has no generation.`);
  const stated = new Map(
    history.flatMap(({ generation }) => generation.files.map((file) => [file.path, file])),
  );
  const files = await Promise.all(read.files.map((file) => digestOf(file, stated.get(file.path))));
  return {
    folder,
    files,
    history: await Promise.all(
      [...read.history].map(async ([path, content]) => ({ path, ...(await digestTag(content)) })),
    ),
    newest: { path: `${HISTORY_FOLDER}${newest.path}`, c4: newest.c4 },
  };
}

async function digestOf(
  { path, localPath, bytes }: PackagedFile,
  stated: GenerationHash | undefined,
): Promise<BoundPackage['files'][number]> {
  const xxh64 = stated?.hashes.get('xxh64');
  const isKnown = path.startsWith(PAYLOAD_FOLDER) && stated?.bytes === bytes;
  if (isKnown && stated.sha256 !== null && xxh64 !== undefined)
    return { path, bytes, sha256: stated.sha256, xxh64, md5: null, c4: null, cid: null };
  if (!path.startsWith(PAYLOAD_FOLDER))
    return { path, ...(await digestTag(await readFile(localPath))), cid: null };
  const [found] = await hashFiles([{ path: localPath, bytes, formats: ['xxh64'], withCid: false }], () => {});
  if (found === undefined) throw new Error(`${localPath} was not hashed.`);
  return { path, bytes, sha256: found.sha256, xxh64: found.xxh64, md5: null, c4: null, cid: null };
}

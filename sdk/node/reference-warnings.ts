import { open } from 'node:fs/promises';
import { findReferences } from '@lanran/protocol/files/references/references';
import type { NumberPattern } from '@lanran/protocol/files/references/number-pattern';
import { resolveReference } from '@lanran/protocol/files/references/resolve-reference';
import type { LocalFile } from './local-files.ts';

const MOST_TOLD = 10;
/** Endings of scenes that name other files. */
const SCENE = /\.(usd[acz]?|gltf|glb|mtlx|ma)$/i;

/**
 * Says which files scenes name that are not among these: before anything is sent, for whoever gets the scenes will lack them. Nothing
 * is refused.
 */
export async function warnOfReferences(
  files: readonly LocalFile[],
  say: (line: string) => void,
): Promise<void> {
  const paths = files.map(({ path }) => path.normalize('NFC'));
  const known = new Set(paths);
  const isThere = (place: string | NumberPattern) =>
    typeof place === 'string' ? known.has(place) : paths.some((path) => place.test(path));
  let count = 0;
  for (const scene of files.filter(({ path }) => SCENE.test(path))) {
    for (const uri of await namedBy(scene)) {
      const target = resolveReference(scene.path, uri);
      if (target.kind === 'inside' && target.paths.some(isThere)) continue;
      count += 1;
      if (count <= MOST_TOLD) say(`warning: ${scene.path} names ${uri}, which is not among the files`);
    }
  }
  if (count > MOST_TOLD)
    say(`warning: ${count - MOST_TOLD} more files that scenes name are not among the files`);
}

async function namedBy({ localPath, bytes }: LocalFile): Promise<readonly string[]> {
  const file = await open(localPath);
  try {
    const read = async (start: number, length: number) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - start)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    };
    return (await findReferences({ bytes, read }))?.uris ?? [];
  } finally {
    await file.close();
  }
}

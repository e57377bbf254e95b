import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { type DamagedFile, listDamagedFiles, repairTarget } from '@lanran/sdk/fixity/fixity';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { hashFile } from './local-files.ts';
import { TusUpload } from './uploads/tus-upload.ts';

/** A file that might be one of those that are damaged. */
interface Candidate {
  readonly localPath: string;
  readonly bytes: number;
  /** Named by itself, and not found in a folder: it is said why it was not taken. */
  readonly isNamed: boolean;
}

export interface Repaired {
  readonly assetId: AssetId;
  readonly repaired: readonly {
    readonly path: string;
    readonly localPath: string;
    readonly sha256: string;
  }[];
  /** Files given by name that are none of the damaged originals. */
  readonly refused: readonly { readonly localPath: string; readonly sha256: string | null }[];
  /** What is damaged still. */
  readonly missing: readonly DamagedFile[];
}

/**
 * Looks for an asset's damaged originals among files and folders, by size and then by hash whatever their names, and brings back
 * what is found. Run again, it looks for what is missing still.
 */
export async function repairAsset(
  { apiUrl, token, api }: Platform,
  { assetId, paths }: { readonly assetId: AssetId; readonly paths: readonly string[] },
  say: (line: string) => void,
): Promise<Repaired> {
  const candidates = (await Promise.all(paths.map((path) => findCandidates(path)))).flat();
  const missing = new Map((await listDamagedFiles(api, assetId)).map((file) => [file.sha256, file]));
  const repaired: Repaired['repaired'][number][] = [];
  const refused: Repaired['refused'][number][] = [];
  for (const { localPath, bytes, isNamed } of candidates) {
    const fits = [...missing.values()].some((file) => file.bytes === bytes);
    const sha256 = fits ? (await hashFile(localPath)).sha256 : null;
    const file = sha256 === null ? undefined : missing.get(sha256);
    if (file === undefined) {
      if (isNamed) refused.push({ localPath, sha256 });
      continue;
    }
    say(`bringing back ${file.path} from ${localPath}`);
    const metadata = { draft: repairTarget(assetId), path: file.sha256, sha256: file.sha256 };
    await new TusUpload({ apiUrl, token }, { localPath, bytes, metadata }).send();
    missing.delete(file.sha256);
    repaired.push({ path: file.path, localPath, sha256: file.sha256 });
  }
  return { assetId, repaired, refused, missing: [...missing.values()] };
}

/** @throws ArgumentError for what can't be read */
async function findCandidates(path: string): Promise<Candidate[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ArgumentError('path', `${path} can't be read: ${reasonOf(cause)}`, { cause });
  });
  if (found.isFile()) return [{ localPath: path, bytes: found.size, isNamed: true }];
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && !basename(entry.name).startsWith('.'));
  return Promise.all(
    files.map(async (entry) => {
      const localPath = join(entry.parentPath, entry.name);
      return { localPath, bytes: (await stat(localPath)).size, isNamed: false };
    }),
  );
}

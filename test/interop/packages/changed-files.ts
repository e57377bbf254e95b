import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Runs `use` while one bit in the middle of a file is another. */
export async function withFlippedByte<T>(path: string, use: () => Promise<T>): Promise<T> {
  const original = await readFile(path);
  await writeFile(path, flipped(original));
  try {
    return await use();
  } finally {
    await writeFile(path, original);
  }
}

/** Copies a file, with one bit in the middle changed. */
export async function copyFlipped(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await writeFile(to, flipped(await readFile(from)));
}

export function flipped(original: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(original);
  const at = Math.floor(changed.length / 2);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** SHA-256 of each file below a folder, by its path there. */
export async function digestsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    digests.set(
      relative(folder, path),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return digests;
}

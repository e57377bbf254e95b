import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';

const CHUNK_BYTES = 1_048_576;

export function sealOf(path: string): string {
  return `${path}.sha256`;
}

/** Of a file that nobody writes to any more. SQLite itself notices few of the bytes that change meanwhile. */
export function seal(path: string): void {
  try {
    writeFileSync(sealOf(path), digestOf(path));
  } catch {
    // A full disk does not keep the platform from stopping.
    rmSync(sealOf(path), { force: true });
  }
}

/** Removes the seal. False: the file has changed since. One that has no seal, because its writer was killed, is taken as it is. */
export function unseal(path: string): boolean {
  if (!existsSync(sealOf(path))) return true;
  const sealed = readFileSync(sealOf(path), 'utf8');
  rmSync(sealOf(path));
  return sealed === digestOf(path);
}

function digestOf(path: string): string {
  const [hash, chunk] = [createHash('sha256'), Buffer.allocUnsafe(CHUNK_BYTES)];
  const file = openSync(path, 'r');
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, chunk);
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

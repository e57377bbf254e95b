import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHeader } from '@lanran/api/age/header';
import { type Identity, parseIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { loadSecrets } from '../../scripts/start/secrets.ts';

/** Every secret by which an original of this installation can be opened, in each form in which it might be written down. */
export async function readKeys(dataDir: string): Promise<string[]> {
  const { vaultKeys } = loadSecrets(dataDir);
  const identities = vaultKeys.map(parseIdentity);
  const keys = [
    ...identities.map(secretOf),
    ...new VaultKeys(vaultKeys).deriveKeys('renditions'),
    ...(await fileKeysIn(join(dataDir, 'content-store/files'), identities)),
  ];
  const texts = vaultKeys.flatMap((text) => [text, text.toLowerCase()]);
  return [...texts, ...keys.flatMap(formsOf)];
}

function secretOf({ privateKey }: Identity): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
}

/** A header of an age file. A file of the store may hold several: those of many small files that were stored as one. */
const AGE_HEADER = /age-encryption\.org\/v1\n[\s\S]*?\n--- [A-Za-z0-9+/]{43}\n/g;

/** Of all age headers that are stored. */
async function fileKeysIn(folder: string, identities: readonly Identity[]): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const keys: Buffer[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const bytes = await readIfThere(join(entry.parentPath, entry.name));
    for (const [header] of bytes?.toString('latin1').matchAll(AGE_HEADER) ?? [])
      keys.push(openHeader(header, identities));
  }
  return keys;
}

/** A header that was rotated is removed while we look. */
async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function formsOf(key: Buffer): string[] {
  // As pino writes a Buffer that somebody logs by mistake.
  const listed = JSON.stringify([...key]).slice(1, -1);
  return [
    key.toString('hex'),
    key.toString('hex').toUpperCase(),
    key.toString('base64url'),
    listed,
    key.toString('base64').replace(/=+$/, ''),
  ];
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DamagedPayloadError } from '../../../age/payload.ts';
import { removeFile } from '../remove-file.ts';

/*
 * The beginning of a chunk that is not whole yet. It can't stand in the payload: the chunk would be encrypted again under the
 * same nonce once more of it came. So it has a file of its own, with a fresh key each time: position (8 bytes), salt (16),
 * ciphertext, tag (16).
 */

const CIPHER = 'chacha20-poly1305';
const POSITION_BYTES = 8;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const OVERHEAD_BYTES = POSITION_BYTES + SALT_BYTES + TAG_BYTES;

/** Plaintext from a position of the upload on. */
export interface Tail {
  readonly position: number;
  readonly plain: Uint8Array;
}

/** On the disk when this resolves, in place of the one before. */
export async function keepTail(path: string, fileKey: Uint8Array, { position, plain }: Tail): Promise<void> {
  const head = Buffer.alloc(POSITION_BYTES + SALT_BYTES);
  head.writeUIntBE(position, 2, 6);
  randomBytes(SALT_BYTES).copy(head, POSITION_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(fileKey, head), Buffer.alloc(12), { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const incoming = await open(`${path}.tmp`, 'w', 0o600);
  try {
    await incoming.writeFile(sealed);
    await incoming.sync();
  } finally {
    await incoming.close();
  }
  await rename(`${path}.tmp`, path);
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** What is kept, without decrypting it; null where there is none. It has no bytes where it is of another position. */
export async function tailAt(
  path: string,
  position: number,
): Promise<{ readonly bytes: number; readonly touchedAt: Date } | null> {
  const file = await openIfThere(path);
  if (file === null) return null;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(POSITION_BYTES), 0, POSITION_BYTES, 0);
    const isCurrent = bytesRead === POSITION_BYTES && buffer.readUIntBE(2, 6) === position;
    const { size, mtime } = await file.stat();
    return { bytes: isCurrent ? Math.max(0, size - OVERHEAD_BYTES) : 0, touchedAt: mtime };
  } finally {
    await file.close();
  }
}

/** Empty where there is none at this position. @throws DamagedPayloadError */
export async function readTail(path: string, fileKey: Uint8Array, position: number): Promise<Buffer> {
  if (((await tailAt(path, position))?.bytes ?? 0) === 0) return Buffer.alloc(0);
  const sealed = await readFile(path);
  const head = sealed.subarray(0, POSITION_BYTES + SALT_BYTES);
  const decipher = createDecipheriv(CIPHER, keyOf(fileKey, head), Buffer.alloc(12), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(head.length, -TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    throw new DamagedPayloadError(`The bytes from ${position} on were altered on the staging disk.`);
  }
}

export async function forgetTail(path: string): Promise<void> {
  await removeFile(path);
  await removeFile(`${path}.tmp`);
}

function keyOf(fileKey: Uint8Array, head: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, head, 'lanran staging tail', 32));
}

async function openIfThere(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

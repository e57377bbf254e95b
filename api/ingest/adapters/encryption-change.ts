import { open, rm, stat } from 'node:fs/promises';
import type { VaultKeys } from '../../age/vault-keys.ts';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES, sealedStartOf } from '../../age/payload.ts';
import { forgetLeaves } from './leaf-hash-file.ts';
import { removeSealed, SealedUpload } from './encrypted/encrypted-upload.ts';
import { sealAt, sealedLengthOf } from './encrypted/chunk-encryption.ts';
import { keepTail } from './encrypted/partial-chunk-file.ts';
import type { UploadRecord, UploadRecords } from './upload-records.ts';

const CHUNKS_A_STEP = 16;

export interface FormChange {
  readonly id: string;
  /** Where the upload lies in clear. */
  readonly path: string;
  readonly records: UploadRecords;
  readonly vault: VaultKeys;
}

/**
 * Encrypts what has arrived in clear. The record decides which form counts, and is replaced when the new form is whole on the
 * disk; the old one goes after that, at the latest when the upload is looked at again.
 */
export async function sealUpload(change: FormChange, record: UploadRecord): Promise<void> {
  const { id, path, records, vault } = change;
  const { size = 0, provenBytes, header: _, ...announced } = record;
  const received = Math.min((await stat(path)).size, provenBytes ?? size);
  await removeSealed(path);
  const header = await SealedUpload.create({ path, size, vault });
  const upload = await SealedUpload.open({ path, size, header, vault });
  const whole = received === size ? size : Math.floor(received / CHUNK_BYTES) * CHUNK_BYTES;
  const clear = await open(path, 'r');
  const payload = await open(upload.paths.payload, 'r+');
  try {
    const plain = Buffer.alloc(CHUNKS_A_STEP * CHUNK_BYTES);
    const target = Buffer.alloc(CHUNKS_A_STEP * SEALED_CHUNK_BYTES);
    const readAt = async (start: number, end: number) => {
      const { bytesRead } = await clear.read(plain, 0, end - start, start);
      if (bytesRead < end - start) throw new Error(`${path} ends before byte ${end}.`);
      return plain.subarray(0, bytesRead);
    };
    for (let start = 0; start < whole; start += plain.length) {
      const end = Math.min(whole, start + plain.length);
      const part = target.subarray(0, sealedLengthOf(end - start));
      const index = start / CHUNK_BYTES;
      const bytes = await readAt(start, end);
      sealAt({ payloadKey: upload.payloadKey, plain: bytes, target: part, index, isEnd: end === size });
      await payload.write(part, 0, part.length, sealedStartOf(index));
    }
    await payload.sync();
    if (whole < received) {
      const tail = { position: whole, plain: await readAt(whole, received) };
      await keepTail(upload.paths.tail, upload.fileKey, tail);
    }
  } finally {
    await clear.close();
    await payload.close();
  }
  await records.set(id, { ...announced, size, header });
  await removeClear(path);
}

/** Decrypts what has arrived encrypted. */
export async function unsealUpload(
  change: FormChange,
  record: UploadRecord & { header: string },
): Promise<void> {
  const { id, path, records, vault } = change;
  const { header, size = 0, ...announced } = record;
  const upload = await SealedUpload.open({ path, size, header, vault });
  const progress = await SealedUpload.progress(path, size);
  const clear = await open(path, 'w', 0o600);
  try {
    if (progress !== null) for await (const plain of upload.read(progress)) await clear.appendFile(plain);
    await clear.sync();
  } finally {
    await clear.close();
  }
  await records.set(id, { ...announced, size });
  await removeSealed(path);
}

/** What a kill left of the form that does not count. */
export async function removeOtherForm(path: string, record: UploadRecord): Promise<void> {
  if (record.header === undefined) await removeSealed(path);
  else await removeClear(path);
}

async function removeClear(path: string): Promise<void> {
  await rm(path, { force: true });
  await forgetLeaves(path);
}

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileHasher, loadPartHashers } from '@lanran/protocol/files/digest';
import { ContentMismatchError } from '../../platform/kernel/errors.ts';
import { generateFileKey } from '../../age/header.ts';
import { generateNonce, payloadKeyOf } from '../../age/payload.ts';
import { sealStream } from '../../age/seal-stream.ts';
import type { StoredPayload } from './age-object.ts';

export interface WrittenPayload extends StoredPayload {
  readonly fileKey: Buffer;
  readonly filePath: string;
}

/** Payloads on their way into the store, by CID; on the disk that it shares with us. */
export class PayloadFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  pathOf(payloadCid: string): string {
    return join(this.#directory, payloadCid);
  }

  async has(payloadCid: string): Promise<boolean> {
    return (await stat(this.pathOf(payloadCid)).catch(() => null)) !== null;
  }

  /** Encrypts under a fresh key. On the disk when this resolves. @throws ContentMismatchError unless the plaintext has the CID */
  async write(cid: string, plain: AsyncIterable<Uint8Array>): Promise<WrittenPayload> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    // Of this write alone: the store links files, and a process that stood still goes on to write into what it opened.
    const incoming = join(this.#directory, `${cid}.${randomBytes(8).toString('hex')}.incoming`);
    const handle = await open(incoming, 'wx', 0o600);
    try {
      const [fileKey, nonce] = [generateFileKey(), generateNonce()];
      const createSha256 = () => createHash('sha256');
      const plainHasher = await createFileHasher(createSha256);
      const sealedHasher = (await loadPartHashers(createSha256)).cid();
      const write = async (sealed: Uint8Array) => {
        sealedHasher.update(sealed);
        await handle.appendFile(sealed);
      };
      await write(nonce);
      for await (const sealed of sealStream(payloadKeyOf(fileKey, nonce), hashing(plain, plainHasher)))
        await write(sealed);
      await handle.sync();
      const digest = plainHasher.digest();
      if (digest.cid !== cid)
        throw new ContentMismatchError(
          `The file arrived at ${digest.cid} where ${cid} was signed: it was altered. Upload it again, or restore it from a backup.`,
        );
      const payloadCid = sealedHasher.digest();
      await rename(incoming, this.pathOf(payloadCid));
      const filePath = this.pathOf(payloadCid);
      return { payloadCid, nonce: nonce.toString('hex'), bytes: digest.bytes, fileKey, filePath };
    } finally {
      await handle.close();
      await rm(incoming, { force: true });
    }
  }

  async remove(payloadCid: string): Promise<void> {
    await rm(this.pathOf(payloadCid), { force: true });
  }

  /** What kills left before then; what was written later may be of this process, or of one that has come since. */
  async sweep(before: Date, isNeeded: (payloadCid: string) => boolean): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names.filter((found) => !isNeeded(found))) {
      const touchedAt = (await stat(this.pathOf(name)).catch(() => null))?.mtime;
      if (touchedAt !== undefined && touchedAt < before) await this.remove(name);
    }
  }
}

async function* hashing(
  source: AsyncIterable<Uint8Array>,
  hasher: { update(bytes: Uint8Array): void },
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    hasher.update(bytes);
    yield bytes;
  }
}

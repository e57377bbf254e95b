import { type FileHandle, open } from 'node:fs/promises';
import { buildHeader, generateFileKey } from '@lanran/api/age/header';
import { parseRecipient } from '@lanran/api/age/identity';
import { generateNonce, payloadKeyOf } from '@lanran/api/age/payload';
import { PayloadSealer } from '@lanran/api/age/seal-stream';

/** Where the bytes of an archive go. */
export interface ArchiveSink {
  /** Of the file so far. */
  readonly fileBytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** All that was written is on disk when it returns. */
  finish(): Promise<void>;
  /** Closes without finishing. */
  abandon(): Promise<void>;
}

/** A new file, mode 600, encrypted to `recipient` if there is one: then no byte of plaintext reaches the disk. */
export async function createSink(path: string, recipient: string | null): Promise<ArchiveSink> {
  if (recipient === null) return new PlainSink(await open(path, 'wx', 0o600));
  const fileKey = generateFileKey();
  const nonce = generateNonce();
  const header = buildHeader(fileKey, [parseRecipient(recipient)]);
  const plain = new PlainSink(await open(path, 'wx', 0o600));
  await plain.write(Buffer.concat([Buffer.from(header), nonce]));
  return new SealedSink(plain, new PayloadSealer(payloadKeyOf(fileKey, nonce)));
}

class PlainSink implements ArchiveSink {
  readonly #file: FileHandle;
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get fileBytes(): number {
    return this.#bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.#bytes);
      at += bytesWritten;
      this.#bytes += bytesWritten;
    }
  }

  async finish(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }

  async abandon(): Promise<void> {
    await this.#file.close();
  }
}

class SealedSink implements ArchiveSink {
  readonly #file: PlainSink;
  readonly #sealer: PayloadSealer;

  constructor(file: PlainSink, sealer: PayloadSealer) {
    this.#file = file;
    this.#sealer = sealer;
  }

  get fileBytes(): number {
    return this.#file.fileBytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (const sealed of this.#sealer.take(bytes)) await this.#file.write(sealed);
  }

  async finish(): Promise<void> {
    await this.#file.write(this.#sealer.end());
    await this.#file.finish();
  }

  async abandon(): Promise<void> {
    await this.#file.abandon();
  }
}

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { SecondaryDigester, StreamDigests } from '../../storage/ports/secondary-digester.ts';
import type { StoredFile } from '../../storage/ports/content-store.ts';
import type { FinishedDigest } from './digests/running-digest.ts';
import { LATE_TEAM } from './digests/digest-threads.ts';
import { StreamDigester } from './stream-digester.ts';

/** What other systems know a file by. */
export class ThreadedSecondaryDigester implements SecondaryDigester {
  readonly #streams = new StreamDigester(LATE_TEAM);

  async digest(source: Readable, beforeEach: (bytes: number) => void): Promise<StreamDigests> {
    return toDigests(await this.#streams.digest(source, beforeEach));
  }

  async digestStored(
    file: StoredFile & { readonly bytes: number },
    beforeEach: (bytes: number) => void,
  ): Promise<StreamDigests> {
    return toDigests(await this.#streams.digestFile(file, beforeEach));
  }

  digestBytes(bytes: Uint8Array): StreamDigests {
    const md5 = createHash('md5').update(bytes).digest('hex');
    return { md5, sha512: createHash('sha512').update(bytes).digest() };
  }

  async stop(): Promise<void> {
    await this.#streams.stop();
  }
}

function toDigests({ md5, sha512 }: FinishedDigest): StreamDigests {
  if (md5 === undefined || sha512 === undefined) throw new Error('The thread computes both.');
  return { md5, sha512: Buffer.from(sha512, 'hex') };
}

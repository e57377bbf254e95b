import type { Readable } from 'node:stream';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { ContentDigester } from '../../storage/ports/content-digester.ts';
import { FILE_TEAM } from './digests/digest-threads.ts';
import { wholeDigest } from './digests/whole-digest.ts';
import { StreamDigester } from './stream-digester.ts';

/** What a publisher signs of a file. */
export class ThreadedContentDigester implements ContentDigester {
  readonly #streams = new StreamDigester(FILE_TEAM);

  async digest(source: Readable, beforeEach: (bytes: number) => Promise<void>): Promise<FileDigest> {
    return wholeDigest(await this.#streams.digest(source, beforeEach));
  }

  async rest(): Promise<void> {
    await this.#streams.rest();
  }
}

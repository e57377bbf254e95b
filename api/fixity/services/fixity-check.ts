import type { Readable } from 'node:stream';
import { ContentDamagedError, ContentMissingError, UnavailableError } from '../../platform/kernel/errors.ts';
import { type Content, type FixityState } from '../domain/fixity.ts';
import { DigestingFailedError } from '../../storage/ports/content-digester.ts';
import type { ContentDigester } from '../../storage/ports/content-digester.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { Throttle } from '../../platform/concurrency/throttle.ts';

/** A store that answers and still gives no bytes of a file is asked so often before the file is called unreadable. */
const ATTEMPTS = 3;

export interface FixityCheckOptions {
  readonly content: Pick<ContentStore, 'read' | 'check'>;
  readonly digester: Pick<ContentDigester, 'digest'>;
  readonly throttle: Throttle;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Reads one stored content again, to its end, and says how it is. */
export class FixityCheck {
  readonly #options: FixityCheckOptions;

  constructor(options: FixityCheckOptions) {
    this.#options = options;
  }

  /** @throws UnavailableError when the store is away, which says nothing of the content; what the signal was aborted with */
  async check(content: Content, signal: AbortSignal): Promise<FixityState> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#read(content, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ContentMissingError) return 'MISSING';
        if (error instanceof ContentDamagedError) return 'DAMAGED';
        if (isOurFault(error)) throw error;
        if (error instanceof UnavailableError) await this.#options.content.check();
        if (error instanceof UnavailableError && attempt < ATTEMPTS) continue;
        this.#options.logger.warn({ err: error }, 'a stored original could not be read to its end');
        return 'UNREADABLE';
      }
    }
  }

  async #read(content: Content, signal: AbortSignal): Promise<FixityState> {
    const { content: store, digester, throttle } = this.#options;
    const source: Readable = await store.read(content.cid);
    const found = await digester.digest(source, async (bytes) => {
      signal.throwIfAborted();
      await throttle.take(bytes, signal);
    });
    const isPublished =
      found.bytes === content.bytes && found.sha256 === content.sha256 && found.cid === content.cid;
    return isPublished ? 'OK' : 'DAMAGED';
  }
}

function isOurFault(error: unknown): boolean {
  return error instanceof DigestingFailedError || error instanceof TypeError || error instanceof RangeError;
}

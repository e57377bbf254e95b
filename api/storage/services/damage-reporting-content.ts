import type { Readable } from 'node:stream';
import type { Portions } from '../../platform/concurrency/pieces.ts';
import { ContentDamagedError, ContentMissingError } from '../../platform/kernel/errors.ts';
import type { ByteRange, ContentStore } from '../ports/content-store.ts';

/** Opens content; `onDamage` is told when it is altered or not there, found at once or on the way. */
export async function readWatched(open: () => Promise<Readable>, onDamage: () => void): Promise<Readable> {
  const source = await watched(open, onDamage);
  return source.once('error', (error: unknown) => {
    if (isOfDamage(error)) onDamage();
  });
}

/** The same of what comes in portions. */
export async function readPiecesWatched(
  open: () => Promise<Portions>,
  onDamage: () => void,
): Promise<Portions> {
  const portions = await watched(open, onDamage);
  return (async function* () {
    try {
      yield* portions;
    } catch (error) {
      if (isOfDamage(error)) onDamage();
      throw error;
    }
  })();
}

/** The same of what is read at once. */
export async function watched<T>(read: () => Promise<T>, onDamage: () => void): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isOfDamage(error)) onDamage();
    throw error;
  }
}

/** Content as those read it who make something of it and know no asset: that it is damaged is told for them. */
export class DamageReportingContent implements Pick<ContentStore, 'read'> {
  readonly #content: Pick<ContentStore, 'read'>;
  readonly #onDamage: (cid: string) => void;

  constructor(content: Pick<ContentStore, 'read'>, onDamage: (cid: string) => void) {
    this.#content = content;
    this.#onDamage = onDamage;
  }

  async read(cid: string, range?: ByteRange): Promise<Readable> {
    return readWatched(
      () => this.#content.read(cid, range),
      () => this.#onDamage(cid),
    );
  }
}

function isOfDamage(error: unknown): boolean {
  if (error instanceof ContentDamagedError || error instanceof ContentMissingError) return true;
  return error instanceof Error && 'code' in error && error.code === 'EIO';
}

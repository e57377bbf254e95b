import type { Readable } from 'node:stream';
import type { DerivativeKey, RenditionKey } from '../domain/picture.ts';
import type { ByteRange } from '../../storage/ports/content-store.ts';

/** A larger derivative that was kept, to be read as it is needed. */
export interface KeptDerivative {
  readonly bytes: number;
  /** The whole, or a part of it. */
  read(range?: ByteRange): Promise<Readable>;
}

/** What was made of originals before; a cache, so that losing it costs the making. */
export interface RenditionStore {
  find(key: RenditionKey): Promise<Uint8Array | null>;
  /** Whole or not at all, also when the process is killed; keeping one again changes nothing. */
  keep(key: RenditionKey, webp: Uint8Array): Promise<void>;
  /** Everything that was made of a content. What is still being made of it is not kept either, until `allow`. */
  remove(sha256: string): Promise<void>;
  /** Keeps renditions of the content from now on. Called whenever the content is published. */
  allow(sha256: string): void;
  openDerivative(key: DerivativeKey): Promise<KeptDerivative | null>;
  /** As `keep`, written as it comes; what the source throws is thrown, and nothing is kept. */
  keepDerivative(key: DerivativeKey, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
}

import type { RenditionKey } from '../domain/picture.ts';

/** Renditions that were made before; a cache, so that losing it costs the making. */
export interface RenditionStore {
  find(key: RenditionKey): Promise<Uint8Array | null>;
  /** Whole or not at all, also when the process is killed; keeping one again changes nothing. */
  keep(key: RenditionKey, webp: Uint8Array): Promise<void>;
}

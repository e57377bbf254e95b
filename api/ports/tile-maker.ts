import type { JobFailure } from '../domain/file-job.ts';
import type { Tile } from '../domain/tile-pack.ts';
import type { PictureSource } from './picture-maker.ts';

/** Cuts pictures into tiles of `TILE_SIZE`, at full size and at every half of it down to one tile. */
export interface TileMaker {
  /** @throws what the source throws, and UnavailableError when too many wait */
  makeTiles(
    source: PictureSource,
  ): Promise<{ readonly tiles: readonly Tile[] } | { readonly refusal: JobFailure }>;
}

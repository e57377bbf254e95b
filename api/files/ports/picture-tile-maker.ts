import type { JobFailure } from '../domain/file-job.ts';
import type { Tile } from '../domain/picture-tile-pack.ts';
import type { PictureSource } from './picture-maker.ts';

/** Cuts pictures into tiles of `TILE_SIZE`, at full size and at every half of it down to one tile. */
export interface TileMaker {
  /**
   * The tiles can be read until `take` resolves. Resolves to why the picture can't be cut; null when it was.
   * @throws what the source and `take` throw, and UnavailableError when too many wait, StorageFullError
   */
  makeTiles(
    source: PictureSource,
    take: (tiles: readonly Tile[]) => Promise<void>,
  ): Promise<JobFailure | null>;
}

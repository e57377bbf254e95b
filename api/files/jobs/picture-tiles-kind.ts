import { needsTiles } from '../domain/picture.ts';
import { TILES_JOB, type PictureTilesService } from '../services/picture-tiles.ts';
import { type FileJobKind, UnworkableFileError } from './file-job-kind.ts';

/** Cuts large pictures into tiles, so that they can be looked into. */
export function tilesKind(tiles: Pick<PictureTilesService, 'make'>): FileJobKind {
  return {
    ...TILES_JOB,
    lane: 'heavy',
    appliesTo: ({ description: { picture } }) => picture !== null && needsTiles(picture),
    run: async ({ description, ...file }) => {
      const refusal = await tiles.make(file, description);
      if (refusal !== null) throw new UnworkableFileError(refusal);
    },
  };
}

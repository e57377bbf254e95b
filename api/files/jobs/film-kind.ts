import { FILM_VERSION } from '../domain/picture.ts';
import type { FilmsService } from '../services/films.ts';
import { type FileJobKind, UnworkableFileError } from './file-job-kind.ts';

/** Makes of each film what a browser plays, and a picture of it. */
export function filmKind(films: Pick<FilmsService, 'make' | 'lacks'>): FileJobKind {
  return {
    kind: 'film',
    revision: FILM_VERSION,
    lane: 'heavy',
    // Its picture is the version's, and may be its cover.
    isOfVersion: true,
    appliesTo: ({ description }) => description.mediaType.startsWith('video/'),
    lacks: () => films.lacks(),
    run: async (file, run) => {
      const refusal = await films.make(file, run);
      if (refusal !== null) throw new UnworkableFileError(refusal);
    },
  };
}

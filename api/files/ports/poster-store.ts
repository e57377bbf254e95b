import type { Poster, PosterPlace } from '../domain/picture.ts';

/** Which poster stands for a file that is no picture. */
export interface PosterStore {
  /** In the order of the places; null where there is none. */
  findMany(places: readonly PosterPlace[]): Promise<(Poster | null)[]>;
  keep(place: PosterPlace, poster: Poster): Promise<void>;
  /** How many places have this poster, at most `most`. */
  countOf(posterSha256: string, most: number): Promise<number>;
  remove(place: PosterPlace): Promise<void>;
}

import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import { colorsOf } from '../domain/colors.ts';
import type { Picture } from '../domain/picture.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { PictureReader } from '../ports/picture-reader.ts';
import type { PosterStore } from '../ports/poster-store.ts';

export interface CoverColorsOptions {
  readonly descriptions: Pick<FileDescriptionStore, 'findCovers' | 'findMany'>;
  readonly manifests: Pick<ManifestStore, 'findMany'>;
  readonly posters: Pick<PosterStore, 'findMany'>;
  readonly pictureReader: PictureReader;
}

/** What colors the covers of versions show. */
export class CoverColors {
  readonly #options: CoverColorsOptions;

  constructor(options: CoverColorsOptions) {
    this.#options = options;
  }

  /** By the roots of file manifests; none for a version without a cover, or whose cover was taken down. */
  async findMany(roots: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly AssetColor[]>> {
    const { descriptions, manifests, posters, pictureReader } = this.#options;
    const covers = await descriptions.findCovers(roots);
    if (covers.size === 0) return new Map();
    const places = [...covers].map(([root, index]) => ({ root, index }));
    const files = await manifests.findMany(places);
    const shown = places.flatMap(({ root }, at) => {
      const sha256 = files[at]?.sha256;
      return sha256 === undefined ? [] : [{ root, sha256 }];
    });
    const described = await descriptions.findMany(shown.map(({ sha256 }) => sha256));
    const pictures = new Map(described.map(({ sha256, picture }) => [sha256, picture]));
    const unpictured = shown.filter(({ sha256 }) => pictures.get(sha256) == null);
    const drawn = unpictured.length === 0 ? [] : await posters.findMany(unpictured);
    const posterOf = new Map(unpictured.map(({ root }, at) => [root, drawn[at]?.picture ?? null]));
    const read = async (picture: Picture) => colorsOf(await pictureReader.readPlaceholder(picture));
    const colors = await Promise.all(
      shown.map(async ({ root, sha256 }): Promise<[Hex, readonly AssetColor[]]> => {
        const picture = pictures.get(sha256) ?? posterOf.get(root) ?? null;
        return [root, picture === null ? [] : await read(picture)];
      }),
    );
    return new Map(colors);
  }
}

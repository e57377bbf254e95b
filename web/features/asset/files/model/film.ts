import type { AssetFile } from '../../asset/model/documents.ts';

export function isFilm({ mediaType }: Pick<AssetFile, 'mediaType'>): boolean {
  return mediaType.startsWith('video/');
}

import type { AssetFile } from './documents.ts';

export function isFilm({ mediaType }: Pick<AssetFile, 'mediaType'>): boolean {
  return mediaType.startsWith('video/');
}

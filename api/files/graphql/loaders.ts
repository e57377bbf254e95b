import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { FileDescription, MissingPicture, Poster, PosterPlace } from '../domain/picture.ts';
import type { LateDigests, TechnicalMetadata } from '../domain/technical-metadata.ts';

/** By the SHA-256 of a file; null for one not looked at yet. */
export const DESCRIPTIONS = loaderKey<string, FileDescription | null>('descriptions');

/** By the SHA-256 of a file; null for one not inspected yet, or with nothing to inspect. */
export const INSPECTIONS = loaderKey<string, TechnicalMetadata | null>('inspections');

/** By the SHA-256 of a file; null for one not read for it yet. */
export const DIGESTS = loaderKey<string, LateDigests | null>('digests');

/** The picture in place of a film or model. */
export const POSTERS = loaderKey<PosterPlace, Poster | null, string>('posters');

/** Why the version of an asset has no picture. */
export const MISSING_PICTURES = loaderKey<Pick<Asset, 'id' | 'filesField'>, MissingPicture, string>(
  'missingPictures',
);

/** The first picture of a version, by the root of its file manifest. */
export const COVERS = loaderKey<Hex, (AssetFile & { readonly index: number }) | null>('covers');

import { ACCESS_LEVELS, ASSET_KINDS } from '../domain/asset.ts';
import { ASSET_COLORS } from '@lanran/protocol/assets/colors';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const AssetKindEnum = enumOf(ASSET_KINDS, 'AssetKind', 'What an asset is.');

export const AccessEnum = enumOf(
  ACCESS_LEVELS,
  'Access',
  'OPEN: originals for everyone. LICENSED: seen by everyone, originals for licensees. RESTRICTED: exists for its people only.',
);

export const AssetColorEnum = enumOf(ASSET_COLORS, 'AssetColor', 'A color that much of a picture has.');

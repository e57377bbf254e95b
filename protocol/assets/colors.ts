/** Colors that the picture of an asset can be found by. */
export const ASSET_COLORS = [
  'RED',
  'ORANGE',
  'YELLOW',
  'GREEN',
  'BLUE',
  'PURPLE',
  'PINK',
  'BROWN',
  'BLACK',
  'GRAY',
  'WHITE',
] as const;

export type AssetColor = (typeof ASSET_COLORS)[number];

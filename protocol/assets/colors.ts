import type { BilingualText } from '../kernel/language.ts';

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

/** As a reason names them; facets have words of their own. */
export const COLOR_NAMES: Readonly<Record<AssetColor, BilingualText>> = {
  RED: { en: 'red', zh: '红' },
  ORANGE: { en: 'orange', zh: '橙' },
  YELLOW: { en: 'yellow', zh: '黄' },
  GREEN: { en: 'green', zh: '绿' },
  BLUE: { en: 'blue', zh: '蓝' },
  PURPLE: { en: 'purple', zh: '紫' },
  PINK: { en: 'pink', zh: '粉' },
  BROWN: { en: 'brown', zh: '棕' },
  BLACK: { en: 'black', zh: '黑' },
  GRAY: { en: 'gray', zh: '灰' },
  WHITE: { en: 'white', zh: '白' },
};

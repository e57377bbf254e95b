/** By which labels are kept, as pages list them. */
export const LABEL_KINDS = ['zh', 'en', 'hant', 'pinyin', 'other'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** For voices and fonts. `other` may be any language, and nobody says which. */
export const LABEL_TAGS: Readonly<Record<LabelKind, string | undefined>> = {
  zh: 'zh-CN',
  en: 'en',
  hant: 'zh-Hant',
  pinyin: 'zh-Latn-pinyin',
  other: 'und',
};

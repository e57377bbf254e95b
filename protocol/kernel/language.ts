export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence in both languages. */
export type BilingualText = Readonly<Record<Language, string>>;

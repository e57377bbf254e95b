import type { Language } from '@lanran/protocol/kernel/language';

/** The first of the browser's languages, best liked first, that Lanran speaks. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'zh' || language === 'en') return language;
  }
  return 'en';
}

import { describe, expect, it } from 'vitest';
import { preferredLanguage } from '../../../web/lib/language/preferred-language.ts';

describe('the language a browser asks for', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh'],
    [['en-GB', 'zh-CN'], 'en'],
    [['fr', 'zh', 'en'], 'zh'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('of %j is %s', (tags, language) => {
    expect(preferredLanguage(tags)).toBe(language);
  });
});

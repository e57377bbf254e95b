import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../web/lib/pictures/missing-picture.ts';
import { missingPictureText } from '../../../web/lib/pictures/missing-picture-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';

describe('what stands in place of a picture', () => {
  it('says whether one is still being made, could not be made, or is not made of such files and why', () => {
    expect(reasonOf({ why: 'NOT_YET', format: null })).toBe('NOT_YET');
    expect(reasonOf({ why: 'FAILED', format: null })).toBe('FAILED');
    expect(reasonOf({ why: 'NOT_MADE', format: 'SVG' })).toBe('SCRIPT');
    expect(reasonOf({ why: 'NOT_MADE', format: 'Blender' })).toBe('TYPE');
    expect(reasonOf({ why: 'NOT_MADE', format: null })).toBe('UNNAMED');
  });

  it('names the format and whom to ask, in both languages', () => {
    const words = { format: 'Blender', holder: 'Museum' };
    for (const language of ['en', 'zh'] as const) {
      expect(textIn(missingPictureText, language)('TYPE', words)).toMatch(/Blender.*Museum/);
      expect(textIn(missingPictureText, language)('FAILED', words)).toContain('Museum');
    }
  });
});

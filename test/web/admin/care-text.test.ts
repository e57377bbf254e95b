import { expect, it } from 'vitest';
import { careText } from '../../../web/features/admin/backups/words/care-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';

it('counts one statement as one', () => {
  const [en, zh] = [textIn(careText, 'en'), textIn(careText, 'zh')];
  expect(en('leaves', { size: 1, anchored: 0 })).toBe('One statement, 0 anchored');
  expect(en('leaves', { size: 1_200, anchored: 7 })).toBe('1,200 statements, 7 anchored');
  expect(zh('leaves', { size: 1, anchored: 0 })).toBe('1 条声明，其中 0 条已锚定');
});

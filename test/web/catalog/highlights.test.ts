import { describe, expect, it } from 'vitest';
import type { Highlight } from '../../../web/features/catalog/model/documents.ts';
import { excerptOf, piecesOf, titleSpansOf } from '../../../web/features/catalog/model/highlights.ts';

function highlight(field: Highlight['field'], text: string, marked: string): Highlight {
  const start = text.indexOf(marked);
  return { field, text, spans: [{ start, end: start + marked.length }] };
}
const marksOf = (pieces: ReturnType<typeof piecesOf>) =>
  pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('');

describe('what is marked of an asset', () => {
  it('is its title where that has the words', () => {
    const highlights = [
      highlight('TITLE', '蝴蝶妈妈', '蝴蝶'),
      highlight('TITLE', 'Butterfly mother', 'Butterfly'),
    ];
    const title = 'Butterfly mother';
    expect(marksOf(piecesOf(title, titleSpansOf(title, highlights)))).toBe('[Butterfly] mother');
    expect(excerptOf(title, highlights, 'en')).toBeNull();
  });

  it('is one line of what else has them, in the language of the reader first', () => {
    const highlights = [
      highlight('DESCRIPTION', '衣上有蝴蝶', '蝴蝶'),
      highlight('TERM', 'Butterfly', 'Butterfly'),
    ];
    expect(excerptOf('Coat', highlights, 'en')).toMatchObject({ field: 'TERM', language: 'en' });
    const chinese = excerptOf('上衣', highlights, 'zh');
    expect(chinese?.field).toBe('DESCRIPTION');
    expect(marksOf(chinese?.pieces ?? [])).toBe('衣上有[蝴蝶]');
  });

  it('is in sight at the beginning of the line', () => {
    const text = `${'A long word or two before it, '.repeat(4)}then butterflies. ${'And more. '.repeat(30)}`;
    const line = marksOf(
      excerptOf('Coat', [highlight('DESCRIPTION', text, 'butterflies')], 'en')?.pieces ?? [],
    );
    expect(line).toMatch(/^…(.{0,20})\[butterflies\]/);
    expect(line.length).toBeLessThan(150);
  });
});

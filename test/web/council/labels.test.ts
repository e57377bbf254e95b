import { describe, expect, it } from 'vitest';
import {
  readWords,
  withLabel,
  type Words,
  wordsFrom,
} from '../../../web/features/council/desk/model/labels.ts';
import { NOTHING_SAID } from '../profiles/said.ts';

const text = { en: 'Only at funerals', zh: '仅用于丧礼' };

function buildWords(codes: readonly string[]): Words {
  const labels = codes.map((code) => ({ code, title: text, text }));
  return wordsFrom({ ...NOTHING_SAID, description: text, labels, peoples: ['miao'] });
}

describe('a community’s words', () => {
  it('are understood after a reload', () => {
    const words = buildWords(['TK-A']);
    expect(readWords(JSON.parse(JSON.stringify(words)))).toEqual(words);
    expect(readWords({ description: text })).toBeNull();
    expect(readWords({ ...words, labels: [{ code: 'TK-A' }] })).toBeNull();
    expect(readWords({ ...words, details: undefined })).toBeNull();
    expect(readWords(null)).toBeNull();
  });

  it('get a label that is told from all others, also after one was taken out', () => {
    const words = withLabel(withLabel(buildWords(['TK-A'])));
    const fewer = { ...words, labels: words.labels.slice(1) };
    const ids = withLabel(fewer).labels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { describe, expect, it } from 'vitest';
import { matchTerms, termNames } from '@lanran/sdk/import/term-matches';
import { MAPPING_BY_NAME, parseMapping } from '@lanran/sdk/import/mapping';

function match(...records: readonly Readonly<Record<string, string>>[]) {
  const rows = records.map((record, at) => ({ number: at + 2, record }));
  return matchTerms(rows, parseMapping(MAPPING_BY_NAME, 'test')).map(
    ({ text, term, isProposed, records: count }) => [text, term.code, termNames(term), isProposed, count],
  );
}

describe('what an import makes of a table’s terms', () => {
  it('is told of each text once, with the vocabulary’s own names, and in how many records', () => {
    expect(
      match({ technique: 'batik; 蜡染', motif: 'sun' }, { technique: 'Batik' }, { motif: 'cloud collar' }),
    ).toEqual([
      ['batik', 'batik', 'Batik (wax-resist dyeing) 蜡染', false, 2],
      ['蜡染', 'batik', 'Batik (wax-resist dyeing) 蜡染', false, 1],
      ['sun', 'sun', 'Sun 太阳纹', false, 1],
      ['cloud collar', 'cloud-collar', 'cloud collar', true, 1],
    ]);
  });

  it('is the vocabulary’s term also where the table gives its code another name', () => {
    expect(match({ technique: 'batik=My batik' })).toEqual([
      ['batik=My batik', 'batik', 'Batik (wax-resist dyeing) 蜡染', false, 1],
    ]);
  });

  it('leaves out what the mapping refuses, which is told with its row', () => {
    const mapping = parseMapping(
      {
        ...MAPPING_BY_NAME,
        terms: [{ vocabulary: 'technique', from: 'medium', values: { wax: { code: 'batik' } } }],
      },
      'test',
    );
    const rows = [
      { number: 2, record: { medium: 'paint' } },
      { number: 3, record: { medium: 'wax' } },
    ];
    expect(matchTerms(rows, mapping).map(({ text, term }) => [text, term.en])).toEqual([
      ['wax', 'Batik (wax-resist dyeing)'],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '@lanran/api/search/domain/folding';
import { piecesOf } from '@lanran/api/search/domain/pieces';
import { readingsOf, syllablesOf } from '@lanran/api/search/domain/pinyin';
import { soundingTokensOf, tokensOf } from '@lanran/api/search/domain/tokens';

describe('folding', () => {
  it.each([
    ['Húdié', 'hudie'],
    ['蠟染', '蜡染'],
    ['ＡＢＣ', 'abc'],
    ['Straße', 'straße'],
    ['İstanbul', 'istanbul'],
    ['纹', '纹'],
  ])('makes %s the same as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('the pieces of a text', () => {
  it('are words and runs of Chinese, with their places in what was written', () => {
    const text = 'Miao 蝴蝶, GZ.2019 “Collar’s”';
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text)).toEqual(['miao', '蝴蝶', 'gz', '2019', "collar's"]);
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Miao',
      '蝴蝶',
      'GZ',
      '2019',
      'Collar’s',
    ]);
  });

  it('are the same in a text of ASCII alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (text) => {
        expect(piecesOf(`${text} 纹`).slice(0, -1)).toEqual(piecesOf(text));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '7', "'", ' ', '-'), maxLength: 12 }),
        (text) => {
          expect(piecesOf(`${text} 纹`).slice(0, -1)).toEqual(piecesOf(text));
        },
      ),
    );
  });

  it('leave out what is neither letter nor digit', () => {
    expect(piecesOf('… 🦋 (*) \u0000 \uD800')).toEqual([]);
  });
});

describe('pinyin', () => {
  it('is read from Chinese by its context, without tones', () => {
    expect(syllablesOf('蝴蝶妈妈')).toEqual(['hu', 'die', 'ma', 'ma']);
    expect(syllablesOf('银绿')).toEqual(['yin', 'lu']);
  });

  it.each([
    ['hudie', [['hu', 'die']]],
    ['laran', [['la', 'ran']]],
    ['dragon', []],
    ['xian', [['xi', 'an']]],
    ['ma', []],
  ])('reads the word %s as %j', (word, readings) => {
    expect(readingsOf(word).filter(({ length }) => length === 2)).toEqual(readings);
  });

  it('reads a long word in bounded time', () => {
    expect(readingsOf('a'.repeat(60)).length).toBeLessThanOrEqual(8);
    expect(readingsOf('xi'.repeat(5_000))).toEqual([]);
  });
});

describe('tokens', () => {
  it('make a phrase of any part of a run of Chinese', () => {
    expect(tokensOf('蝴蝶妈妈')).toEqual(['蝴蝶', '蝶妈', '妈妈', '妈']);
  });

  it('are stems of English words', () => {
    expect(tokensOf('Butterflies, embroidered')).toEqual(tokensOf('butterfly embroider'));
  });

  it('have the sounds of titles at the end', () => {
    expect(soundingTokensOf('蝴蝶 collar')).toEqual(['蝴蝶', '蝶', 'collar', '~hu_die', '~die']);
  });
});

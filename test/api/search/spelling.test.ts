import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionsOf, distanceOf, mostErrorsIn, nearestFirst } from '@lanran/api/search/domain/spelling';

/** The first and the last share a bit. */
const letter = fc.constantFrom('a', 'b', 'c', '\u0121');
const word = fc.string({ unit: letter, minLength: 3, maxLength: 10 });

/** Up to three errors away from a word. */
const misspelled = (typed: string) =>
  fc
    .array(fc.tuple(fc.nat(typed.length), fc.nat(2), fc.string({ unit: letter, maxLength: 2 })), {
      maxLength: 3,
    })
    .map((errors) =>
      errors.reduce((text, [at, taken, put]) => text.slice(0, at) + put + text.slice(at + taken), typed),
    );

describe('corrections of a word', () => {
  it('are the words that so many errors lead to, as by comparing all of them', () => {
    const asked = word.chain((typed) =>
      fc.tuple(fc.constant(typed), fc.uniqueArray(misspelled(typed), { minLength: 10, maxLength: 30 })),
    );
    let corrected = 0;
    fc.assert(
      fc.property(asked, ([typed, words]) => {
        const most = mostErrorsIn(typed);
        const near = words.flatMap((candidate) => {
          const distance = distanceOf(typed, candidate, most);
          return most === 0 || distance === null || candidate === typed
            ? []
            : [{ word: candidate, distance, assets: 1 }];
        });
        corrected += near.length;
        expect(
          correctionsOf(
            typed,
            words.map((each) => [each, 1]),
          ),
        ).toEqual(nearestFirst(near));
      }),
      { numRuns: 500 },
    );
    expect(corrected).toBeGreaterThan(500);
  });

  it.each([
    ['buterfly', 'butterfly'],
    ['butetrfly', 'butterfly'],
    ['buttterflyy', 'butterfly'],
    ['hreon', 'heron'],
    ['herom', 'heron'],
  ])('%s are, of one letter too few, too many, another, or two swapped, %s', (typed, meant) => {
    const words = ['butterfly', 'heron', 'collar'].map((each) => [each, 1] as const);
    expect(correctionsOf(typed, words).map(({ word: found }) => found)).toEqual([meant]);
  });
});

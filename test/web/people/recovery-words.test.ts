import { expect, it } from 'vitest';
import { readRecoveryWords } from '../../../web/features/people/keys/model/recovery-words.ts';
import { pickWordPositions } from '../../../web/features/people/keys/model/word-positions.ts';

it('reads words as they are typed off a sheet, with its numbers or without', () => {
  const words = ['hair', 'exist', 'grid'];
  for (const text of [
    'hair exist grid',
    ' Hair\nEXIST\tgrid ',
    '1 hair 2 exist 3 grid',
    '1. hair, 2. exist, 3. grid',
  ])
    expect(readRecoveryWords(text)).toEqual(words);
  expect(readRecoveryWords(' 1. ')).toEqual([]);
});

it('asks for two different words, in order', () => {
  for (let round = 0; round < 500; round++) {
    const [first = -1, second = -1] = pickWordPositions(12);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(12);
  }
});

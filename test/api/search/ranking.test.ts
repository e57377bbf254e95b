import { describe, expect, it } from 'vitest';
import { ranking } from '../../../api/search/domain/relevance.ts';

describe('the groups that rank', () => {
  const group = (name: string, isOptional = false) => ({ name, isOptional });
  const [heron, cloth, miao] = [group('heron'), group('cloth'), group('Miao', true)] as const;
  const ranked = (groups: readonly (typeof heron)[], ...publicCounts: number[]) =>
    ranking(groups, { publicCounts, publicAssets: 100 }).map(({ name }) => name);

  it('are those that at most two fifths of the public assets answer', () => {
    expect(ranked([heron, cloth], 40, 41)).toEqual(['heron']);
  });

  it('are all that are needed, where most assets answer each', () => {
    expect(ranked([heron, cloth], 60, 70)).toEqual(['heron', 'cloth']);
  });

  it('are never those that need not be answered', () => {
    expect(ranked([heron, cloth, miao], 20, 60, 0)).toEqual(['heron']);
    expect(ranked([cloth, miao], 60, 0)).toEqual(['cloth']);
  });
});

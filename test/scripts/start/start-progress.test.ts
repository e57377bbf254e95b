import { describe, expect, it } from 'vitest';
import { StartProgress } from '../../../scripts/start/start-progress.ts';

describe('the progress of a start', () => {
  it('is said every few seconds, and told to whoever comes too early as it is', () => {
    const [told, said]: [string[], string[]] = [[], []];
    let now = 1_000;
    const progress = new StartProgress({
      door: { tell: (line) => void told.push(line) },
      say: (line) => void said.push(line),
      now: () => now,
    });

    for (let file = 1; file <= 100; file++) {
      now += 100;
      progress.report(`${file} of 100`);
    }

    expect(said).toEqual(['30 of 100', '60 of 100', '90 of 100']);
    expect(told).toHaveLength(100);
    expect(told.at(-1)).toBe('100 of 100');
  });
});

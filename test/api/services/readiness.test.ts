import { describe, expect, it } from 'vitest';
import { ReadinessService } from '@lanran/api/operations/services/readiness';

const well = { check: async () => undefined };

describe('readiness', () => {
  it('asks each backing service once for all who ask within a second', async () => {
    let asked = 0;
    const documents = {
      check: async () => {
        asked += 1;
      },
    };
    const readiness = new ReadinessService({
      checks: { documents, files: well, chain: well },
      vault: well,
      disk: well,
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => readiness.check()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(asked).toBe(1);
  });
});

import { expect, it } from 'vitest';
import { killRounds } from './kill-rounds.ts';

it('loses nothing acknowledged in 5 kills under load, and its indexes agree with the documents', async () => {
  const report = await killRounds(5);

  expect(report.lost).toEqual([]);
  expect(report.auditProblems).toEqual([]);
  expect(report.acknowledgedWrites).toBeGreaterThan(500);
});

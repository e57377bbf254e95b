import { expect, it } from 'vitest';
import { killRounds } from '../embedded/document-store/kill-rounds.ts';

it(
  'loses nothing acknowledged in 50 kills under load, and its indexes agree with the documents',
  { timeout: 300_000 },
  async () => {
    const report = await killRounds(50);

    expect(report.lost).toEqual([]);
    expect(report.auditProblems).toEqual([]);
    expect(report.acknowledgedWrites).toBeGreaterThan(5_000);
  },
);

import { it } from 'vitest';
import { runCrashRounds } from '../embedded/content-store/crash-rounds.ts';

it('the content store loses nothing acknowledged in 50 rounds of kill -9', { timeout: 900_000 }, async () => {
  await runCrashRounds(50);
});

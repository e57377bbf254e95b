import { expect, it } from 'vitest';
import { FileJobWorker } from '@lanran/api/files/jobs/file-job-worker';

it('a worker takes no job while the clock of its machine is wrong, as leases are dates', async () => {
  let isClockRight = false;
  let asked = 0;
  const worker = new FileJobWorker({
    lane: 'light',
    store: {
      claim: async () => {
        asked += 1;
        return null;
      },
    },
    clock: { now: () => new Date() },
    everyMs: 1_000,
    isClockRight: () => isClockRight,
    // What is there is not used without a job.
  } as Partial<ConstructorParameters<typeof FileJobWorker>[0]> as ConstructorParameters<
    typeof FileJobWorker
  >[0]);
  expect(await worker.run()).toBe('idle');
  expect(asked).toBe(0);
  isClockRight = true;
  await worker.run();
  expect(asked).toBe(1);
});

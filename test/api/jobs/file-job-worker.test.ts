import { expect, it } from 'vitest';
import { FileJobWorker, type FileJobWorkerOptions } from '@lanran/api/files/jobs/file-job-worker';

it('a worker takes no job while the clock of its machine is wrong, as leases are dates', async () => {
  let isClockRight = false;
  let asked = 0;
  const options = {
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
  };
  // The rest is not used without a job.
  const worker = new FileJobWorker(options as unknown as FileJobWorkerOptions);
  expect(await worker.run()).toBe('idle');
  expect(asked).toBe(0);
  isClockRight = true;
  await worker.run();
  expect(asked).toBe(1);
});

import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { disturbing, freeze, kill } from '../support/disturbances.ts';
import { Installation } from '../support/installation.ts';

/** Most of a first start is work of processors, which other tests use too. */
const READY_WITHIN_MS = 110_000;

describe('a first start', () => {
  const here = Installation.emptyForSuite();

  it.each([
    ['stands still for longer than an idle connection used to last', freeze],
    ['is killed, and started again by the platform,', kill],
  ])('is ready though the chain %s while the contracts are deployed', async (_, befall) => {
    await rm(here.dataDir, { recursive: true, force: true });
    const { onSaid, missed } = disturbing([{ part: 'chain', at: 'deploying LicenseToken', befall }]);

    await here.start({ LANRAN_DEMO: '0' }, { onSaid, readyWithinMs: READY_WITHIN_MS });

    expect(missed()).toEqual([]);
    expect(await here.leafCount()).toBe(1);
    await here.platform.end('SIGKILL');
  });
});

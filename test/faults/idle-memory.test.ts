import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { runningProcesses } from '../support/processes.ts';
import { heldBytes, processTree, usedProcessorTime } from '../support/process-tree.ts';

const MAX_HELD_BYTES = 500_000_000;
const READY_WITHIN_MS = 300_000;
const IDLE_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 5_000;
/** Of one processor. */
const IDLE_SHARE = 0.1;
const Package = z.object({ scripts: z.object({ start: z.string() }) });

describe('a first npm start with demo data', () => {
  const here = Installation.emptyForSuite();

  /** Leaves, blocks and files that jobs have yet to see to. */
  async function workLeft(): Promise<number> {
    const metrics = await (await here.get('/metrics')).text();
    const counts = [...metrics.matchAll(/^lanran_job_behind\{.*\} (\d+)$/gm)].map(([, count]) =>
      Number(count),
    );
    expect(counts).not.toEqual([]);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function idle(): Promise<number[]> {
    await vi.waitUntil(async () => (await workLeft()) === 0, { timeout: IDLE_WITHIN_MS, interval: 500 });
    const hundredths = (LOOK_EVERY_MS / 10) * IDLE_SHARE;
    let used = Number.NEGATIVE_INFINITY;
    await vi.waitUntil(
      () => {
        const before = used;
        used = usedProcessorTime(processTree(here.platform.pid));
        return used >= before && used - before < hundredths;
      },
      { timeout: IDLE_WITHIN_MS, interval: LOOK_EVERY_MS },
    );
    return processTree(here.platform.pid);
  }

  it('holds at most 500 MB in all its processes when its work is done', async () => {
    const { scripts } = Package.parse(JSON.parse(readFileSync('package.json', 'utf8')));
    await here.start({}, { command: ['sh', '-c', scripts.start], readyWithinMs: READY_WITHIN_MS });

    const ids = await idle();

    const names = new Map(runningProcesses().map(({ id, command }) => [id, command.split('/').at(-1)]));
    for (const id of ids)
      process.stdout.write(`${names.get(id)}: ${Math.round(heldBytes([id]) / 1_000_000)} MB\n`);
    expect(heldBytes(ids)).toBeLessThan(MAX_HELD_BYTES);
  });
});

import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Installation } from '../support/installation.ts';
import { readMetric } from '../support/metrics.ts';
import { writeScan } from '../support/scans.ts';

const RULES = join(import.meta.dirname, '../../scripts/prometheus/alerts.yml');
const OLDEST = 'lanran_log_oldest_unanchored_timestamp_seconds';
const A_YEAR_MS = 365 * 86_400_000;

/** What raises alerts (`scripts/prometheus/alerts.yml`) shows in the metrics; stores that do not answer: `start.test.ts`. */
describe('what an alert is for', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await writeScan(here.path('scan.tif'), { width: 400, height: 300 });
    // All that the demo data left is anchored, and then nothing more.
    const quick = await here.start({ LANRAN_ANCHOR_SECONDS: '1' });
    await vi.waitUntil(async () => (await valueOf(OLDEST)) === undefined, { timeout: 30_000, interval: 200 });
    await quick.end('SIGTERM');
    await here.start({ LANRAN_ANCHOR_SECONDS: '100000', LANRAN_ANCHOR_LEAVES: '100000' });
  });

  const metric = (name: string) => readMetric(here.platform.url, name);
  const valueOf = async (name: string) => (await metric(name)).get('');

  /** As whoever alters the documents behind the platform's back. */
  async function alter(name: string, change: 'AGE' | 'EMPTY'): Promise<void> {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      const collection = client.db().collection(name);
      if (change === 'EMPTY') await collection.deleteMany({});
      else await collection.updateMany({}, { $set: { readAt: new Date(Date.now() - A_YEAR_MS) } });
    } finally {
      await client.close();
    }
  }

  it('is told by metrics that the platform has', async () => {
    const told = await (await here.get('/metrics')).text();
    const meant = new Set((await readFile(RULES, 'utf8')).match(/\blanran_\w+/g));
    expect(meant.size).toBeGreaterThan(8);
    for (const name of meant) expect(told).toContain(`# TYPE ${name} gauge`);
  });

  it('is the disk: its free and its total bytes', async () => {
    const { bavail, blocks, bsize } = await statfs(here.dataDir);
    const bytes = await metric('lanran_disk_bytes');
    expect(bytes.get('state="total"')).toBe(blocks * bsize);
    expect(bytes.get('state="free"')).toBeGreaterThan(0.9 * bavail * bsize);
    expect(bytes.get('state="free"')).toBeLessThan(1.1 * bavail * bsize);
  });

  it('is a statement that is not anchored: since when it waits', async () => {
    expect(await valueOf(OLDEST)).toBeUndefined();
    expect(await valueOf('lanran_checkpoint_anchored_timestamp_seconds')).toBeGreaterThan(0);
    const before = Date.now() / 1_000;
    const publish = ['publish', here.path('scan.tif'), '--kind', 'pattern', '--title', 'Fern'];
    expect(await here.as('institution', ...publish)).toMatchObject({ exitCode: 0 });
    const since = (await valueOf(OLDEST)) ?? 0;
    expect(since).toBeGreaterThanOrEqual(before);
    expect(since).toBeLessThanOrEqual(Date.now() / 1_000);
  });

  it('is an original that was not read for longer than the schedule', async () => {
    expect(await valueOf('lanran_fixity_missed')).toBe(0);
    await alter('fixityFiles', 'AGE');
    expect(await valueOf('lanran_fixity_missed')).toBe(1);
  });

  it('is a signer that refuses a log which lost what was signed, and the jobs that fail of it', async () => {
    expect(await valueOf('lanran_checkpoint_refused')).toBe(0);
    expect([...(await metric('lanran_job_failed')).values()]).not.toContain(1);
    await alter('leaves', 'EMPTY');
    expect(await valueOf('lanran_checkpoint_refused')).toBe(1);
    // A job looks once a minute, and at once where there is something to do.
    await vi.waitUntil(async () => [...(await metric('lanran_job_failed')).values()].includes(1), {
      timeout: 90_000,
      interval: 500,
    });
  });
});

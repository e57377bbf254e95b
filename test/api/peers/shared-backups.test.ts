import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskBackupShelf } from '@lanran/api/operations/adapters/disk-backup-shelf';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';
import { Process, until } from './several-processes.ts';

/** Makes a backup that ends when the test says so. */
const PROGRAM = `
import { existsSync, renameSync, writeFileSync } from 'node:fs';
const { DATA_DIR, OUT } = process.env;
writeFileSync(OUT + '.partial', 'half');
while (!existsSync(DATA_DIR + '/go')) await new Promise((resolve) => setTimeout(resolve, 5));
renameSync(OUT + '.partial', OUT);
process.disconnect();
`;

describe('backups of a platform that several processes serve', () => {
  let server: Awaited<ReturnType<typeof startDocumentStore>>;
  let processes: Process[] = [];
  beforeEach(async () => {
    server = await startDocumentStore({ dataDir: temporaryDirectory() });
    processes = [];
    for (let at = 0; at < 2; at += 1) processes.push(await Process.open(`${server.uri}/lanran`));
  });
  afterEach(async () => {
    await Promise.all(processes.map((each) => each.end()));
    await server.close();
  });

  it('are made one at a time, and the others see that one is made', async () => {
    const dataDir = temporaryDirectory();
    const program = join(dataDir, 'backup.mjs');
    await writeFile(program, PROGRAM);
    const shelves = processes.map(({ locks }) => new DiskBackupShelf({ dataDir, program, locks }));
    const [first, second] = shelves;
    if (first === undefined || second === undefined) throw new Error('two processes were opened');
    const order = { now: new Date(), recipient: null };
    const begun = await Promise.allSettled([first.begin(order), first.begin(order)]);
    expect(begun.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await until(async () => (await second.list()).length > 0);
    expect(await second.list()).toMatchObject([{ state: 'RUNNING', error: null }]);
    await expect(second.begin(order)).rejects.toMatchObject({ code: 'CONFLICT' });
    await writeFile(join(dataDir, 'go'), '');
    await until(async () => (await second.list())[0]?.state === 'DONE');
    await until(async () => !(await second.list()).some(({ state }) => state === 'RUNNING'));
    await until(async () => !(await processes[1]?.locks.isHeldElsewhere('backup')));
    await second.begin({ ...order, now: new Date(order.now.getTime() + 1_000) });
    await until(async () => (await first.list()).filter(({ state }) => state === 'DONE').length === 2);
    await until(async () => !(await processes[0]?.locks.isHeldElsewhere('backup')));
    await rm(dataDir, { recursive: true });
  });
});

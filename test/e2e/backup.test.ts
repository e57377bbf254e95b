import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { readKeyFile } from '../../scripts/client/key-file.ts';
import { connect } from '@lanran/client/platform';
import { type Account, Installation } from '../support/installation.ts';
import { environment, type PlatformProcess, startPlatform } from '../support/platform-process.ts';
import { writeScan } from '../support/scans.ts';

const Published = z.object({ assetId: z.string(), leafIndex: z.number() });
const Backups = z.object({
  backups: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      bytes: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
const Health = z.object({
  health: z.array(z.object({ service: z.string(), isHealthy: z.boolean(), message: z.string() })),
});
const Answer = z.object({ ok: z.boolean() }).loose();

describe('a backup of a platform that runs', () => {
  const here = Installation.forSuite();
  const restored = { platform: null as PlatformProcess | null };
  const trustFile = here.path('trust.json');
  let trust = '';
  beforeAll(async () => {
    await here.start({ LANRAN_ANCHOR_LEAVES: '1' });
    trust = await (await here.get('/log/trust.json')).text();
    await writeFile(trustFile, trust);
  });
  afterAll(async () => {
    await restored.platform?.end('SIGKILL');
  });

  async function publish(name: string): Promise<string> {
    const path = here.path(`${name}.tif`);
    await writeScan(path, { width: 300, height: 200 });
    const { document } = await here.hereAs(
      'institution',
      'publish',
      path,
      '--kind',
      'pattern',
      '--title',
      name,
    );
    return Published.parse(document).assetId;
  }

  const before: string[] = [];

  it('is made while others publish, says that it holds secrets, and is for its owner alone', async () => {
    before.push(await publish('first'), await publish('second'));
    const file = here.path('backup.tar');
    const making = here.lanran('backup', '--data-dir', here.dataDir, '--out', file);
    let isMaking = true;
    void making.finally(() => (isMaking = false));
    let meanwhile = 0;
    while (isMaking) await publish(`meanwhile-${(meanwhile += 1)}`);

    const { exitCode, document, stderr } = await making;

    expect({ exitCode, outside: document['outside'] }).toEqual({ exitCode: 0, outside: [] });
    expect(stderr).toContain('secrets');
    expect(meanwhile).toBeGreaterThan(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(here.dataDir, 'backups'))).toEqual([]);
    expect(await here.lanranHere('backup', 'verify', file)).toMatchObject({
      exitCode: 0,
      document: { ok: true },
    });
  });

  it('is begun and downloaded by the accreditor, whom health answers too, and by nobody else', async () => {
    const connected = async (account: Account) =>
      connect(here.platform.url, await readKeyFile(here.keyFile(account), undefined));
    const { api, token } = await connected('accreditor');
    const backups = async () =>
      (await api.request({ query: '{ backups { id state bytes error } }', answer: Backups })).backups;
    const begun = await api.request({
      query: 'mutation { createBackup { id } }',
      answer: z.object({ createBackup: z.object({ id: z.string() }) }),
    });
    await vi.waitUntil(async () => (await backups())[0]?.state === 'DONE', {
      timeout: 15_000,
      interval: 100,
    });
    const [made] = await backups();
    expect(made).toMatchObject({ id: begun.createBackup.id, error: null });

    const answer = await fetch(`${here.platform.url}/backups/${made?.id}`, {
      headers: { authorization: `Bearer ${token}`, range: 'bytes=0-1023' },
    });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes 0-1023/${made?.bytes}`);
    const { health } = await api.request({
      query: '{ health { service isHealthy message } }',
      answer: Health,
    });
    expect(health.map(({ service, isHealthy }) => [service, isHealthy])).toEqual([
      ['documents', true],
      ['files', true],
      ['chain', true],
      ['log', true],
      ['jobs', true],
      ['fixity', true],
      ['vault', true],
    ]);

    const studio = await connected('studio');
    for (const query of ['{ backups { id } }', '{ health { service } }', 'mutation { createBackup { id } }'])
      await expect(studio.api.request({ query, answer: z.unknown() })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    const refused = await fetch(`${here.platform.url}/backups/${made?.id}`, {
      headers: { authorization: `Bearer ${studio.token}` },
    });
    expect(refused.status).toBe(403);

    const deleted = { query: 'mutation ($id: ID!) { deleteBackup(id: $id) }', variables: { id: made?.id } };
    await api.request({ ...deleted, answer: z.unknown() });
    expect(await backups()).toEqual([]);
  });

  it('does not write over a file, nor restore over a directory, in use or not', async () => {
    const file = here.path('backup.tar');
    expect(await here.lanranHere('backup', '--data-dir', here.dataDir, '--out', file)).toMatchObject({
      exitCode: 1,
      document: { error: { message: expect.stringContaining('exists already') } },
    });
    expect(await here.lanranHere('restore', file, '--data-dir', here.dataDir)).toMatchObject({
      exitCode: 1,
      document: { error: { message: expect.stringContaining('is in use by process') } },
    });
    expect(await here.lanranHere('restore', file, '--data-dir', here.dir)).toMatchObject({
      exitCode: 1,
      document: { error: { message: expect.stringContaining('is not empty') } },
    });
  });

  it('names the file in which a byte is damaged, and restores nothing', async () => {
    const bytes = await readFile(here.path('backup.tar'));
    const at = bytes.indexOf('PRIVATE+KEY');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(here.path('damaged.tar'), bytes);

    const { exitCode, document } = await here.lanranHere(
      'restore',
      here.path('damaged.tar'),
      '--data-dir',
      here.path('nowhere'),
    );

    expect(exitCode).toBe(1);
    expect(document).toMatchObject({
      error: { code: 'BACKUP_DAMAGED', message: expect.stringContaining('secrets.json') },
    });
    expect(await readdir(here.dir)).not.toEqual(expect.arrayContaining([expect.stringContaining('nowhere')]));
  });

  it('killed halfway, leaves no file of its name', async () => {
    const out = here.path('killed.tar');
    const child = spawn(
      process.execPath,
      [join(inject('distDir'), 'lanran.js'), 'backup', '--data-dir', here.dataDir, '--out', out],
      { env: environment({}), stdio: 'ignore' },
    );
    const ended = once(child, 'exit');
    while (!(await readdir(here.dir)).includes('killed.tar.partial')) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await ended;

    expect(await readdir(here.dir)).not.toContain('killed.tar');
    expect((await here.lanranHere('backup', '--data-dir', here.dataDir, '--out', out)).exitCode).toBe(0);
    expect(await readdir(join(here.dataDir, 'backups'))).toEqual([]);
    await rm(out);
  });

  it('restored elsewhere, shows every asset of before with its proof, and goes on publishing', async () => {
    const dataDir = here.path('restored');
    const readOwn = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(dataDir, name), 'utf8'));
    expect(await here.lanranHere('restore', here.path('backup.tar'), '--data-dir', dataDir)).toMatchObject({
      exitCode: 0,
    });
    const signed = z
      .object({ size: z.number(), root: z.string() })
      .parse(await readOwn('signed-checkpoint.json'));
    expect(await readOwn('restored.json')).toMatchObject({ signed });
    const starting = startPlatform({
      distDir: inject('distDir'),
      dataDir,
      env: { LANRAN_ANCHOR_LEAVES: '1' },
    });
    const [platform] = await Promise.all([starting, here.platform.end('SIGKILL')]);
    restored.platform = platform;
    expect(platform.said).toContain(`with ${signed.size} leaves (root ${signed.root}) signed`);
    expect(platform.said).toContain('never run both');
    // The documents of the backup hold at least what was signed.
    const { size } = z.object({ size: z.number() }).parse(await readOwn('signed-checkpoint.json'));
    expect(size).toBeGreaterThanOrEqual(signed.size);
    expect(await readdir(dataDir)).not.toContain('restored.json');
    const api = ['--api', platform.url];
    expect(await (await fetch(`${platform.url}/log/trust.json`)).text()).toBe(trust);

    const prove = async (asset: string, at: number) => {
      const bundle = here.path(`${at}.lanran.json`);
      const proof = await here.hereAs('institution', 'proof', asset, '--out', bundle, ...api);
      expect(proof.exitCode).toBe(0);
      const rpc = ['--rpc', `${platform.url}/rpc`];
      const verified = await here.lanranHere('verify', bundle, '--trust', trustFile, ...rpc);
      expect(Answer.parse(verified.document).ok).toBe(true);
    };
    await Promise.all(before.map(prove));
    const path = here.path('after.tif');
    await writeScan(path, { width: 300, height: 200 });
    const after = await here.hereAs(
      'institution',
      'publish',
      path,
      '--kind',
      'pattern',
      '--title',
      'after',
      ...api,
    );
    const proven = await here.hereAs(
      'institution',
      'proof',
      Published.parse(after.document).assetId,
      '--out',
      here.path('after.lanran.json'),
      ...api,
    );
    expect(proven.exitCode).toBe(0);
    // Its chain goes on where it was, with the relayer's next nonce.
    const funded = await here.hereAs('studio', 'fund', '--amount', '5 TCNY', ...api);
    expect(funded).toMatchObject({ exitCode: 0, document: { amount: '5 TCNY' } });
    expect(platform.log).not.toContain('LogContradictsAnchor');
  });
});

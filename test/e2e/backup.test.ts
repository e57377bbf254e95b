import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { readKeyFile } from '../../sdk/node/key-file.ts';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import {
  createBackup,
  deleteBackup,
  fetchBackup,
  listBackups,
  setBackupRecipient,
} from '@lanran/sdk/operations/backups';
import { authorization as authorizationOf, type Platform } from '@lanran/sdk/kernel/session';
import { connect } from '@lanran/sdk/accounts/connect';
import { type Account, Installation } from '../support/installation.ts';
import { environment, type PlatformProcess, startPlatform } from '../support/platform-process.ts';
import { writeScan } from '../support/scans.ts';

const Published = z.object({ assetId: z.string(), leafIndex: z.number() });
const Made = z.object({ id: z.string(), bytes: z.number() });
const Secrets = z.object({ relayerKey: z.string() });
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

  async function connectAs(account: Account): Promise<Platform> {
    return connect(here.platform.url, await readKeyFile(here.keyFile(account), undefined));
  }

  const asOperator = (...args: string[]) => here.hereAs('operator', ...args);

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

  it('is made, listed, fetched and deleted by the operator with a signature for each, and by nobody else', async () => {
    const { api, token } = await connectAs('operator');
    const { document: made, stderr } = await asOperator('backup', 'create');
    expect(made).toMatchObject({ state: 'DONE', recipient: null });
    expect(stderr).toContain('in clear');
    const { id, bytes } = Made.parse(made);

    // The session alone, as a thief of it has it.
    const path = `${here.platform.url}/backups/${id}`;
    const authorization = `Bearer ${token}`;
    for (const url of [path, `${path}?ticket=${token}`])
      expect((await fetch(url, { headers: { authorization } })).status).toBe(403);
    for (const query of ['mutation { createBackup { id } }', `mutation { deleteBackup(id: "${id}") }`])
      await expect(api.request({ query, answer: z.unknown() })).rejects.toThrow('signed');

    const operator = await connectAs('operator');
    const { path: ticketed } = await fetchBackup(operator, id);
    const part = (headers: Record<string, string>) =>
      fetch(`${here.platform.url}${ticketed}`, { headers: { range: 'bytes=0-1023', ...headers } });
    const answer = await part(authorizationOf(operator));
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes 0-1023/${bytes}`);
    expect((await part({ authorization })).status).toBe(403);
    expect((await part({})).status).toBe(401);

    for (const account of ['accreditor', 'studio'] as const) {
      const other = await connectAs(account);
      expect((await part(authorizationOf(other))).status).toBe(403);
      const acts = [
        () => listBackups(other.api),
        () => createBackup(other),
        () => fetchBackup(other, id),
        () => deleteBackup(other, id),
        () => setBackupRecipient(other, null),
      ];
      for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const { api: accreditor } = await connectAs('accreditor');
    const { health } = await accreditor.request({
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

    expect(await asOperator('backup', 'delete', id)).toMatchObject({ exitCode: 0 });
    expect(await listBackups(api)).toEqual([]);
    const { backupActs } = await api.request({
      query: '{ backupActs { kind backupId } }',
      answer: z.object({ backupActs: z.array(z.object({ kind: z.string(), backupId: z.string() })) }),
    });
    expect(backupActs.map(({ kind }) => kind)).toEqual(['DELETE', 'FETCH', 'CREATE']);
    expect(here.platform.log).toMatch(/"kind":"FETCH".*act on a backup/);
  });

  it('is encrypted to the recipient that the operator set, and restored with its identity alone', async () => {
    const identity = generateIdentity();
    const { recipient } = parseIdentity(identity);
    await writeFile(here.path('identity.txt'), `# of the operator\n${identity}\n`, { mode: 0o600 });
    const shown = () => asOperator('backup', 'recipient', 'show');
    expect((await shown()).document).toEqual({ recipient: null });
    await asOperator('backup', 'recipient', 'set', recipient.text);
    expect((await shown()).document).toMatchObject({ recipient: { recipient: recipient.text } });

    const { id } = Made.parse((await asOperator('backup', 'create')).document);
    const listed = await asOperator('backup', 'list');
    expect(listed.document).toMatchObject({ backups: [{ id, recipient: recipient.text }] });
    const file = here.path('encrypted.tar.age');
    expect(await asOperator('backup', 'fetch', id, '--out', file)).toMatchObject({
      exitCode: 0,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file)).includes('relayerKey')).toBe(false);

    expect(await here.lanranHere('backup', 'verify', file)).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'BACKUP_ENCRYPTED', message: expect.stringContaining('--identity') } },
    });
    const key = ['--identity', here.path('identity.txt')];
    expect(await here.lanranHere('backup', 'verify', file, ...key)).toMatchObject({
      exitCode: 0,
      document: { ok: true, isEncrypted: true },
    });
    const dataDir = here.path('decrypted');
    const restored = await here.lanranHere('restore', file, '--data-dir', dataDir, ...key);
    expect(restored).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(dataDir, 'secrets.json'))).toEqual(
      await readFile(join(here.dataDir, 'secrets.json')),
    );

    const local = here.path('local.tar.age');
    const made = await here.lanranHere('backup', '--data-dir', here.dataDir, '--out', local);
    expect(made.document).toMatchObject({ recipient: recipient.text });
    expect(await here.lanranHere('backup', 'verify', local, ...key)).toMatchObject({ exitCode: 0 });
    expect(await asOperator('backup', 'delete', id)).toMatchObject({ exitCode: 0 });
  });

  it('killed while the platform encrypts one, leaves only ciphertext, and the next start sweeps the rest', async () => {
    const backups = join(here.dataDir, 'backups');
    const operator = await connectAs('operator');
    await createBackup(operator);
    const isUnderWay = async () => (await readdir(backups)).some((name) => name.endsWith('.partial'));
    while (!(await isUnderWay())) await new Promise(setImmediate);
    await here.platform.end('SIGKILL');

    const { relayerKey } = Secrets.parse(
      JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8')),
    );
    for (const name of (await readdir(backups)).filter((found) => !found.startsWith('.spool')))
      expect((await readFile(join(backups, name))).includes(relayerKey), name).toBe(false);
    await here.start({ LANRAN_ANCHOR_LEAVES: '1' });
    expect((await readdir(backups)).filter((name) => name.startsWith('.spool'))).toEqual([]);
    await asOperator('backup', 'recipient', 'clear');
    for (const { id } of await listBackups((await connectAs('operator')).api))
      await asOperator('backup', 'delete', id);
    expect(await readdir(backups)).toEqual([]);
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
    expect(platform.said).toContain(
      `the size of the log that it had signed is ${signed.size} (root ${signed.root})`,
    );
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

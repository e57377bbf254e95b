import { mkdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from '@lanran/sdk/accounts/connect';
import { readKeyFile } from '@lanran/sdk/node/key-file';
import { DATA_FORMAT } from '../../scripts/start/data-format.ts';
import { Installation } from '../support/installation.ts';
import { commandsBySection, ServiceMachine } from '../support/service-machine.ts';

const Secrets = z.record(z.string(), z.unknown());
const ARCHIVE = join(import.meta.dirname, '../fixtures/data-directory-1-last.tar.gz');
const BOOK = commandsBySection('docs/operating.md');
/** Before those of each section, as the document has it. */
const [PRELUDE = ''] = BOOK.get('Upgrading') ?? [];

describe('the commands of docs/operating.md, run as they stand there, for a service', () => {
  const here = Installation.ofArchive(ARCHIVE);
  let machine: ServiceMachine;
  beforeAll(async () => {
    machine = await ServiceMachine.start(here);
  });
  afterAll(() => machine.stop());

  const section = (heading: string, places: Readonly<Record<string, string>> = {}) => {
    const commands = (BOOK.get(heading) ?? []).filter((block) => block !== PRELUDE);
    expect(commands).not.toEqual([]);
    return machine.run([PRELUDE, ...commands].join('\n'), places);
  };
  const secrets = () => Secrets.parse(JSON.parse(readFileSync(join(here.dataDir, 'secrets.json'), 'utf8')));
  const whoIs = async (api = here.url) =>
    here.lanranHere('whoami', '--api', api, '--key-file', here.path('keys/operator.key'));

  it('begin with what the others use', () => {
    expect(PRELUDE).toMatch(/^lanran\(\)/);
  });

  it('upgrade the data directory of the version before', async () => {
    // The version before served it.
    const said = await section('Upgrading', { 'systemctl stop lanran': 'true' });

    expect(said).toMatch(/^upgrade .*before-format-2\.tar$/m);
    expect(said).toMatch(new RegExp(`^upgrade   done: data format ${DATA_FORMAT}$`, 'm'));
    expect(said).toMatch(/^ready http/m);
  });

  it('change the vault key, after which no file needs the former one', async () => {
    const before = secrets();

    const said = await section('The vault key', { 'operator.key': here.path('keys/operator.key') });

    expect(said).toMatch(/new vault key, recipient age1/);
    expect(secrets()).toEqual({ ...before, vaultKeys: expect.any(Array) });
    expect(secrets()['vaultKeys']).toEqual([expect.any(String), ...(before['vaultKeys'] as string[])]);
    await expect
      .poll(async () => (await here.get('/metrics')).text(), { timeout: 60_000 })
      .toMatch(/lanran_job_behind\{job="vault"\} 0/);
  });

  it('renew the secrets of the embedded services, with which the platform serves as before', async () => {
    const before = secrets();
    await section('Secrets of the embedded services');
    const { ipfsToken, documentStorePassword, chainSecret, ...others } = secrets();
    expect(before).toMatchObject(others);
    expect([ipfsToken, documentStorePassword, chainSecret]).not.toContain(before['ipfsToken']);
    expect((await here.get('/readyz')).status).toBe(200);
    expect(await readFile(join(here.dataDir, 'services.json'), 'utf8')).toContain(String(chainSecret));
  });

  it('set a new metrics token', async () => {
    await section('The metrics token');
    const { LANRAN_METRICS_TOKEN: token } = machine.settings;
    expect(token).toMatch(/^[\w+/=]{44}$/);
    await section('The metrics token');
    expect(machine.settings['LANRAN_METRICS_TOKEN']).not.toBe(token);
  });

  it('end all sessions, after which everybody can sign in again', async () => {
    const { api } = await connect(here.url, await readKeyFile(here.path('keys/operator.key')));
    const listBackups = () => api.request({ query: '{ backups { id } }', answer: z.unknown() });
    await listBackups();

    await section('All sessions');

    await expect(listBackups()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(await whoIs()).toMatchObject({ exitCode: 0 });
  });

  it('change the domain, which people are shown when they sign in', async () => {
    const domain = here.url.replace('127.0.0.1', 'localhost');
    await section('Changing the domain', { 'https://new.example.org': domain });
    expect(machine.settings['LANRAN_PUBLIC_URL']).toBe(domain);
    const asked = await here.ask('mutation { createNonce { domain uri } }');
    expect(asked).toEqual({ createNonce: { domain: new URL(domain).host, uri: domain } });
    expect(await whoIs(domain)).toMatchObject({ exitCode: 0 });
  });

  it('make an encrypted backup, verify it, and restore it into a directory that starts', async () => {
    mkdirSync(here.path('safe'));
    const said = await section('Backup and restore', {
      '/safe': here.path('safe'),
      '.lanran ': `${here.dataDir} `,
      'operator.key': here.path('keys/operator.key'),
    });
    expect(said).toMatch(/lanran\.tar\.age is whole: \d+ files/);
    expect(said).toMatch(/^restored {2}this data directory is a backup of /m);
    expect(said).toMatch(/^ready http/m);
  });

  it('go back to what was there before the upgrade', async () => {
    const said = await section('Going back');

    const [leaves] = said.split('\n');
    expect(said).toMatch(
      new RegExp(`^restored .* the size of the log that it had signed is ${leaves} `, 'm'),
    );
    expect(await readdir(here.dir)).toContain('data-newer');
    // In place of the former version, which is not here: this one has upgraded the backup again.
    expect(said).toMatch(/^ready http/m);
    expect(here.platform.said).toContain(`has data format 1, and this version needs ${DATA_FORMAT}`);
  });
});

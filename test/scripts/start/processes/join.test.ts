import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashContracts } from '../../../../scripts/deploy/hash-contracts.ts';
import { MoveFile } from '../../../../scripts/move/move-file.ts';
import { DATA_FORMAT } from '../../../../scripts/start/data-format.ts';
import {
  folderOfProcess,
  folderOfProcesses,
  requireNoFurther,
} from '../../../../scripts/start/processes/further-processes.ts';
import { joinPlatform } from '../../../../scripts/start/processes/join.ts';
import { loadSecrets } from '../../../../scripts/start/secrets.ts';
import { areServed, isOfSameStores, ServicesFile } from '../../../../scripts/start/services-file.ts';
import { readStartSettings } from '../../../../scripts/start/settings.ts';
import { UpgradeFile } from '../../../../scripts/upgrade/upgrade-file.ts';
import { temporaryDirectory } from '../../../embedded/document-store/under-test.ts';

const FORMER = {
  mongoUri: 'mongodb://127.0.0.1:1/former',
  ipfsApiUrl: 'http://127.0.0.1:1',
  chainRpcUrl: 'http://127.0.0.1:1',
  chainSecret: null,
  embedded: [],
  owner: '',
};

describe('a further process', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = temporaryDirectory();
    const { logId } = loadSecrets(dataDir);
    const put = (name: string, value: unknown) => writeFileSync(join(dataDir, name), JSON.stringify(value));
    const contract = { address: `0x${'11'.repeat(20)}`, codeHash: `0x${'22'.repeat(32)}` };
    put('installation.json', {
      format: 'lanran-installation/1',
      logId,
      chain: { chainId: '1', contracts: { ProvenanceLog: contract } },
    });
    put('format.json', { format: DATA_FORMAT, contracts: hashContracts() });
    new ServicesFile(dataDir).write(FORMER);
    vi.stubEnv('LANRAN_PUBLIC_URL', 'https://lanran.example.org');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(dataDir, { recursive: true });
  });

  const joining = () =>
    joinPlatform(readStartSettings({ LANRAN_DATA_DIR: dataDir, LANRAN_JOIN: '1', PORT: '0' }), 1);

  it('is refused while the steps of an upgrade are left', async () => {
    const done = ['drop-former-indexes'];
    const upgrade = { from: 1, to: DATA_FORMAT, startedAt: '', backup: null, done, endedAt: null };
    new UpgradeFile(dataDir).write(upgrade);

    await expect(joining()).rejects.toThrow('The upgrade of');
  });

  it('waits for a first process that starts with other stores', async () => {
    new ServicesFile(dataDir).write({ ...FORMER, isLeft: true });

    await expect(joining()).rejects.toThrow('the first process does not run');
  });

  it('waits for a first process that did not come to serve from the new place of a move', async () => {
    const documents = { from: 'mongodb://127.0.0.1:2/lanran', to: FORMER.mongoUri };
    const { logId } = loadSecrets(dataDir);
    new MoveFile(dataDir).write({
      logId,
      startedAt: '',
      state: 'DONE',
      isServed: false,
      documents,
      files: null,
      leftBehind: [],
    });

    await expect(joining()).rejects.toThrow('has not served from the new place of a move yet');
  });

  it('has a folder that no process of another machine with the same port takes', () => {
    const own = folderOfProcess(dataDir, '4000');
    const other = join(folderOfProcesses(dataDir), '4000-01234567');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'lock'), '3999999 123456');
    expect(own).not.toBe(other);

    const unlock = lockDataDirectory(own, 'PORT');

    expect(() => requireNoFurther(dataDir, 'would write')).toThrow('Further processes');
    unlock();
    expect(() => requireNoFurther(dataDir, 'would write')).not.toThrow();
    expect(readFileSync(join(other, 'lock'), 'utf8')).toBe('3999999 123456');
  });
});

describe('what the last start said of its stores', () => {
  const services = { ...FORMER, isLeft: false, embedded: ['chain' as const], owner: '' };
  const settings = (env: Record<string, string>) =>
    readStartSettings({ IPFS_API_URL: FORMER.ipfsApiUrl, MONGODB_URI: FORMER.mongoUri, ...env });

  it('is of the same stores where each setting names the same', () => {
    expect(isOfSameStores(services, settings({}))).toBe(true);
    expect(isOfSameStores(services, settings({ MONGODB_URI: 'mongodb://other/lanran' }))).toBe(false);
    expect(isOfSameStores(services, settings({ CHAIN_RPC_URL: FORMER.chainRpcUrl }))).toBe(false);
  });

  it('counts as served until a start leaves them', () => {
    expect(areServed({ ...services, embedded: [] })).toBe(true);
    expect(areServed({ ...services, embedded: [], isLeft: true })).toBe(false);
  });
});

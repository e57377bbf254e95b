import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readArchive } from '../../../scripts/backup/archive-reader.ts';
import { restore } from '../../../scripts/backup/restore.ts';
import { DATA_FORMAT } from '../../../scripts/start/data-format.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import type { UpgradeStep } from '../../../scripts/upgrade/steps.ts';
import { beginUpgrade, finishUpgrade } from '../../../scripts/upgrade/upgrade.ts';
import { UpgradeFile } from '../../../scripts/upgrade/upgrade-file.ts';
import { startEmbedded, type StoreUnderTest } from '../../embedded/document-store/under-test.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const FORMER = { format: 1, contracts: {} };

describe('an upgrade', () => {
  let dataDir: string;
  let said: string[];
  let store: StoreUnderTest;
  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), 'data');
    await mkdir(dataDir);
    writeFileSync(join(dataDir, 'format.json'), JSON.stringify(FORMER));
    writeFileSync(join(dataDir, 'secrets.json'), '{"secret":true}');
    said = [];
    store = await startEmbedded();
  });
  afterEach(() => store.stop());

  const read = (name: string): unknown => JSON.parse(readFileSync(join(dataDir, name), 'utf8'));
  const parts = (env: Record<string, string> = {}) => ({
    settings: readStartSettings({ LANRAN_DATA_DIR: dataDir, ...env }),
    door: { tell: () => undefined },
    say: (line: string) => said.push(line),
  });
  const begin = (env?: Record<string, string>) => beginUpgrade(1, parts(env));
  const backup = () => join(dataDir, 'backups', `before-format-${DATA_FORMAT}.tar`);
  const finish = (steps: readonly UpgradeStep[]) =>
    finishUpgrade(`${store.uri}/lanran`, parts(), () => steps);
  const step = (name: string, run: () => Promise<void>): UpgradeStep => ({ name, does: name, run });

  it('backs the directory up before it changes anything, and restores to what was there', async () => {
    await begin();

    const { manifest } = await readArchive(backup());
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(['format.json', 'secrets.json']);
    expect((await stat(backup())).mode & 0o777).toBe(0o600);
    expect(read('format.json')).toEqual({ ...FORMER, format: DATA_FORMAT });
    expect(read('upgrade.json')).toMatchObject({ from: 1, to: DATA_FORMAT, backup: backup(), done: [] });
    const former = join(dataDir, '..', 'former');
    await restore(backup(), former);
    expect(JSON.parse(readFileSync(join(former, 'format.json'), 'utf8'))).toEqual(FORMER);
  });

  it('encrypts the backup to the recipient of backups', async () => {
    const identity = generateIdentity();
    const { recipient } = parseIdentity(identity);
    writeFileSync(join(dataDir, 'backup-recipient.json'), JSON.stringify({ recipient: recipient.text }));

    await begin();

    const file = `${backup()}.age`;
    expect(await readdir(join(dataDir, 'backups'))).toEqual([`before-format-${DATA_FORMAT}.tar.age`]);
    expect(readFileSync(file).includes('"secret"')).toBe(false);
    await expect(readArchive(file)).rejects.toMatchObject({ code: 'BACKUP_ENCRYPTED' });
    await readArchive(file, { identities: [parseIdentity(identity)] });
  });

  it('takes the backup to the folder that is named, or none', async () => {
    const other = join(dataDir, '..', 'other');
    await begin({ LANRAN_UPGRADE_BACKUP: other });
    expect(await readdir(other)).toEqual([`before-format-${DATA_FORMAT}.tar`]);

    writeFileSync(join(dataDir, 'format.json'), JSON.stringify(FORMER));
    rmSync(other, { recursive: true });
    await begin({ LANRAN_UPGRADE_BACKUP: 'none' });
    expect(existsSync(other)).toBe(false);
    expect(read('upgrade.json')).toMatchObject({ backup: null });
  });

  it('is refused while documents are on another server and nobody says that they are backed up', async () => {
    const outside = { MONGODB_URI: 'mongodb://db.example.org/lanran' };
    await expect(begin(outside)).rejects.toThrow(/not the documents at MONGODB_URI.*Nothing was changed/);
    expect(read('format.json')).toEqual(FORMER);
    await begin({ ...outside, LANRAN_UPGRADE_BACKUP: 'none' });
    expect(read('format.json')).toMatchObject({ format: DATA_FORMAT });
  });

  it('is refused where the backup can not be written, and changes nothing', async () => {
    writeFileSync(join(dataDir, 'backups'), '');
    await expect(begin()).rejects.toThrow(/could not be backed up before its upgrade.*Nothing was changed/);
    expect(read('format.json')).toEqual(FORMER);
    expect(existsSync(join(dataDir, 'upgrade.json'))).toBe(false);
  });

  it('is refused where the disk has no room for the backup, and changes nothing', async () => {
    writeFileSync(join(dataDir, 'large'), '');
    truncateSync(join(dataDir, 'large'), 2 ** 43);
    await expect(begin()).rejects.toThrow(
      /needs 8\.8 TB on the disk of .*\/backups, where .* are free.*LANRAN_UPGRADE_BACKUP=\/folder/,
    );
    expect(read('format.json')).toEqual(FORMER);
    expect(existsSync(join(dataDir, 'backups'))).toBe(false);
  });

  it('makes the backup anew after an end before the first step', async () => {
    await begin();
    writeFileSync(join(dataDir, 'format.json'), JSON.stringify(FORMER));
    writeFileSync(join(dataDir, 'operator.json'), '{}');

    await begin();

    const { manifest } = await readArchive(backup());
    expect(manifest.files.map(({ path }) => path)).toContain('operator.json');
  });

  it('does nothing in a directory of this format', async () => {
    await beginUpgrade(DATA_FORMAT, parts());
    await finish([step('never', () => Promise.reject(new Error('ran')))]);
    expect(await readdir(dataDir)).toEqual(['format.json', 'secrets.json']);
    expect(said).toEqual([]);
  });

  it('goes on with the step that was under way, wherever it ended, and does each finished one once', async () => {
    await begin();
    const names = ['one', 'two', 'three'];
    const ran: string[] = [];
    const dying = names.map((name) =>
      step(name, async () => {
        ran.push(name);
        if (ran.filter((each) => each === name).length === 1) throw new Error(`ended in ${name}`);
      }),
    );
    for (const name of names) await expect(finish(dying)).rejects.toThrow(`ended in ${name}`);
    expect(read('upgrade.json')).toMatchObject({ done: ['one', 'two'], endedAt: null });

    await finish(dying);

    expect(ran).toEqual(['one', 'one', 'two', 'two', 'three', 'three']);
    expect(read('upgrade.json')).toMatchObject({ done: names, endedAt: expect.any(String) });
    await finish(dying);
    expect(ran).toHaveLength(6);
    expect(said.at(-1)).toBe(`upgrade   done: data format ${DATA_FORMAT}`);
  });

  it('begun by a version between, keeps the steps that it left', async () => {
    const left = { from: 1, to: 1, startedAt: '', backup: null, done: ['one'], endedAt: null };
    new UpgradeFile(dataDir).write({ ...left, to: 2 });
    await begin();
    expect(read('upgrade.json')).toMatchObject({ from: 1, to: DATA_FORMAT, done: ['one'] });
  });
});

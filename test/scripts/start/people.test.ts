import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS, ensureDemoAccounts } from '../../../scripts/seed/accounts.ts';
import { OperatorFile } from '../../../scripts/start/operator-file.ts';
import { demoKeysOf, nameOperator, withDemoOnlyWhereBegun } from '../../../scripts/start/people.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A start as far as the naming of its operator. */
function begin(dataDir: string, env: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const settings = withDemoOnlyWhereBegun(readStartSettings({ ...env, LANRAN_DATA_DIR: dataDir }), say);
  const office = new OperatorFile(dataDir);
  nameOperator(settings, { office, say });
  return { settings, said: said.join('\n'), operator: office.holder() };
}

/** What a start without the demo leaves, or a backup of it restored. */
async function inUse(...names: readonly string[]): Promise<string> {
  const dataDir = await temporaryFolder();
  for (const name of names) await writeFile(join(dataDir, name), '{}');
  return dataDir;
}

describe('the demo', () => {
  it('comes into a new data directory, and its operator is named', async () => {
    const dataDir = join(await temporaryFolder(), 'new');
    const { settings, operator, said } = begin(dataDir);
    expect(settings.withDemoData).toBe(true);
    expect(operator).toBe(ensureDemoAccounts(dataDir).operator.toLowerCase());
    expect(said).toBe('');
  });

  it.each(['secrets.json', 'installation.json'])(
    'does not come into a data directory that has %s and began without it: nobody is named, and it says so',
    async (name) => {
      const dataDir = await inUse(name);
      const { settings, operator, said } = begin(dataDir);
      expect(settings.withDemoData).toBe(false);
      expect(operator).toBe(null);
      expect(said).toMatch(/new data directory/);
      expect(existsSync(join(dataDir, 'demo-accounts'))).toBe(false);
      expect(demoKeysOf(settings)).toEqual([]);
    },
  );

  it('says nothing of itself where it is not asked for', async () => {
    const { operator, said } = begin(await inUse('secrets.json'), { LANRAN_DEMO: '0' });
    expect({ operator, said }).toEqual({ operator: null, said: '' });
  });

  it('goes on where it was begun, also after a start that ended before all of its keys were written', async () => {
    const dataDir = await inUse('secrets.json');
    await mkdir(join(dataDir, 'demo-accounts'));
    const { settings, operator } = begin(dataDir);
    expect(settings.withDemoData).toBe(true);
    expect(operator).toBe(ensureDemoAccounts(dataDir).operator.toLowerCase());
  });

  it('is begun before the secrets are there, so that a start that is killed between them goes on', async () => {
    const dataDir = await temporaryFolder();
    const before = begin(dataDir).operator;
    await writeFile(join(dataDir, 'secrets.json'), '{}');
    expect(begin(dataDir)).toMatchObject({ operator: before, settings: { withDemoData: true } });
  });

  it('leaves LANRAN_OPERATOR the say in a data directory that began without it', async () => {
    const LANRAN_OPERATOR = Wallet.createRandom().address;
    const { operator } = begin(await inUse('secrets.json'), { LANRAN_OPERATOR });
    expect(operator).toBe(LANRAN_OPERATOR.toLowerCase());
  });
});

describe('the demo’s keys that the platform gives to its own machine', () => {
  it('are everybody’s but the operator’s, which is in its file alone', async () => {
    const dataDir = await temporaryFolder();
    const { settings } = begin(dataDir);
    const names = demoKeysOf(settings).map(({ name }) => name);
    expect(names).toEqual(DEMO_ACCOUNTS.filter((name) => name !== 'operator'));
    const path = join(dataDir, 'demo-accounts', 'operator.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(demoKeysOf(settings))).not.toContain((await readFile(path, 'utf8')).trim());
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import type { DemoKey } from '@lanran/api/compose';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { DEMO_ACCOUNTS, demoAccountsFolder, ensureDemoAccounts, readDemoKey } from '../seed/accounts.ts';
import { StartRefusedError } from './data-directory.ts';
import type { FirstStartFile } from './first-start.ts';
import type { OperatorFile } from './operator-file.ts';
import type { StartSettings } from './settings.ts';

/** What every data directory has that was started once. */
const STARTED_FILES = ['secrets.json', 'installation.json'];

/**
 * The settings without the demo where the data directory began without it: there, the demo's operator would become the operator
 * of a platform in use. To be called before the secrets are made: a new directory gets the demo's keys first, so that a start
 * that is killed goes on with the demo.
 */
export function withDemoOnlyWhereBegun(settings: StartSettings, say: (line: string) => void): StartSettings {
  const { dataDir, withDemoData } = settings;
  if (!withDemoData || hasDemoAccounts(dataDir)) return settings;
  if (STARTED_FILES.some((name) => existsSync(join(dataDir, name)))) {
    say('demo      none: demo data comes into a new data directory alone, and this one began without it');
    return { ...settings, withDemoData: false };
  }
  ensureDemoAccounts(dataDir);
  return settings;
}

/** Did this data directory begin with demo data? */
export function hasDemoAccounts(dataDir: string): boolean {
  return existsSync(demoAccountsFolder(dataDir));
}

/**
 * Who admits organizations: whom the first start's link named, else LANRAN_ACCREDITOR, else the demo's accreditor, else the
 * key in `<data dir>/accreditor.key`, as installations before the link had it. Null while nobody is named.
 */
export function chooseAccreditor(settings: StartSettings, firstStart: FirstStartFile): string | null {
  const named = firstStart.named() ?? settings.accreditorAddress;
  if (named !== null) return named;
  if (settings.withDemoData) return ensureDemoAccounts(settings.dataDir).accreditor;
  const path = join(settings.dataDir, 'accreditor.key');
  return existsSync(path) ? addressOf(path) : null;
}

/**
 * Names the operator where nobody is named: LANRAN_OPERATOR, else the demo's operator. Whoever is named stays: the office may
 * have been handed on since.
 */
export function nameOperator(
  settings: StartSettings,
  { office, say }: { readonly office: OperatorFile; readonly say: (line: string) => void },
): void {
  const holder = office.holder();
  if (holder !== null) {
    if ((settings.operatorAddress ?? holder).toLowerCase() !== holder)
      say(`operator  ${holder} stays: LANRAN_OPERATOR names only the first one (see lanran operator --help)`);
    return;
  }
  const named =
    settings.operatorAddress ??
    (settings.withDemoData ? ensureDemoAccounts(settings.dataDir).operator : null);
  if (named !== null) office.record({ holder: parseAddress(named.toLowerCase()), successor: null });
}

/**
 * The demonstration's keys, for the picker on this machine; none where the chain is not the embedded one. Never the operator's:
 * every account of the machine can ask for these, and the operator fetches backups, which hold all secrets.
 */
export function demoKeysOf(settings: StartSettings): DemoKey[] {
  if (!settings.withDemoData || settings.chainRpcUrl !== null) return [];
  const addresses = ensureDemoAccounts(settings.dataDir);
  return DEMO_ACCOUNTS.filter((name) => name !== 'operator').map((name) => ({
    name,
    address: addresses[name],
    privateKey: readDemoKey(settings.dataDir, name),
  }));
}

function addressOf(path: string): string {
  try {
    return new Wallet(readFileSync(path, 'utf8').trim()).address;
  } catch (cause) {
    throw new StartRefusedError(
      `${path} is no key file: 0x and 64 hex digits on one line. Restore it from a backup.`,
      { cause },
    );
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import type { DemoKey } from '@lanran/api/compose';
import { DEMO_ACCOUNTS, ensureDemoAccounts, readDemoKey } from '../seed/accounts.ts';
import { StartRefusedError } from './data-directory.ts';
import type { FirstStartFile } from './first-start.ts';
import type { StartSettings } from './settings.ts';

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

/** The demonstration's keys, for the picker on this machine; none where the chain is not the embedded one. */
export function demoKeysOf(settings: StartSettings): DemoKey[] {
  if (!settings.withDemoData || settings.chainRpcUrl !== null) return [];
  const addresses = ensureDemoAccounts(settings.dataDir);
  return DEMO_ACCOUNTS.map((name) => ({
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

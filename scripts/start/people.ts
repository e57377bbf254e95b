import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { randomBytes32 } from '@lanran/protocol/ids';
import { ensureDemoAccounts } from '../seed/accounts.ts';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';
import type { StartSettings } from './settings.ts';

/**
 * Who admits organizations: LANRAN_ACCREDITOR if given, else the demo's accreditor, else a key made for this installation
 * and kept in `<data dir>/accreditor.key`. Returns its address.
 */
export function chooseAccreditor(settings: StartSettings, say: (line: string) => void): string {
  if (settings.accreditorAddress !== null) return settings.accreditorAddress;
  if (settings.withDemoData) return ensureDemoAccounts(settings.dataDir).accreditor;
  const path = join(settings.dataDir, 'accreditor.key');
  const isNew = !existsSync(path);
  if (isNew) writeFileDurably(path, `${randomBytes32()}\n`);
  if (isNew)
    say(`keys      ${path} is the accreditor's: move it to who admits organizations, and off this machine`);
  return addressOf(path);
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

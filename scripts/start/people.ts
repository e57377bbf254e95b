import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { randomBytes32 } from '@lanran/protocol/ids';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';
import type { StartSettings } from './settings.ts';

/** The demo data, brought over HTTP like anybody's. */
export interface DemoData {
  seed(options: { readonly apiUrl: string; readonly say: (line: string) => void }): Promise<void>;
}

/**
 * Who admits organizations: LANRAN_ACCREDITOR if given, else the demo's accreditor, else a key made for this installation
 * and kept in `<data dir>/accreditor.key`.
 */
export function chooseAccreditor(
  settings: StartSettings,
  say: (line: string) => void,
): { accreditorAddress: string; demo: DemoData | null } {
  if (settings.accreditorAddress !== null)
    return { accreditorAddress: settings.accreditorAddress, demo: null };
  const path = join(settings.dataDir, 'accreditor.key');
  const isNew = !existsSync(path);
  if (isNew) writeFileDurably(path, `${randomBytes32()}\n`);
  if (isNew)
    say(`keys      ${path} is the accreditor's: move it to who admits organizations, and off this machine`);
  return { accreditorAddress: addressOf(path), demo: null };
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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { faultOfRecipient } from '@lanran/api/age/identity';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { isErrorCode } from '../start/data-directory.ts';
import { BackupRefusedError } from './errors.ts';

const Kept = z.object({ recipient: z.string() });
/** Says on a command line that a backup is to be in clear. */
const NOBODY = 'none';

/** Whom a backup of a data directory is encrypted to: who is named, else who is set for it. Null for nobody. */
export async function chooseRecipient(dataDir: string, named: string | undefined): Promise<string | null> {
  if (named === NOBODY) return null;
  if (named === undefined) return readRecipient(dataDir);
  const fault = faultOfRecipient(named);
  if (fault === null) return named;
  throw new ArgumentError('--recipient', `${fault}. For a backup in clear: --recipient ${NOBODY}`);
}

async function readRecipient(dataDir: string): Promise<string | null> {
  const path = join(dataDir, 'backup-recipient.json');
  try {
    return Kept.parse(JSON.parse(await readFile(path, 'utf8'))).recipient;
  } catch (cause) {
    if (isErrorCode(cause, 'ENOENT')) return null;
    // Never in clear by mistake.
    throw new BackupRefusedError(
      `${path} can't be read, so it is not known whom the backup is to be encrypted to. Name one: --recipient age1…`,
      { cause },
    );
  }
}

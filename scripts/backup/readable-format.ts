import { StartRefusedError } from '../start/data-directory.ts';
import { requireKnownFormat } from '../start/data-format.ts';
import { BackupRefusedError } from './errors.ts';

/** @throws BackupRefusedError for a data directory of a format that this version doesn't know */
export function requireReadable(directory: string, name?: string): void {
  try {
    requireKnownFormat(directory, name);
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw new BackupRefusedError(cause.message, { cause });
    throw cause;
  }
}

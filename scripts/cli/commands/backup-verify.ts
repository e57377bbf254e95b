import { readArchive } from '../../backup/archive-reader.ts';
import { readIdentities } from '../../backup/identity-file.ts';
import { outsideParts } from '../../backup/manifest.ts';
import type { CommandResult } from '../output.ts';

export interface BackupVerifyOptions {
  /** File with the age identity that opens it. */
  readonly identity?: string;
}

/** Every byte of a backup is as it was written, or the first that is not is named. */
export async function backupVerify(file: string, options: BackupVerifyOptions): Promise<CommandResult> {
  const identities = await readIdentities(options.identity);
  const { manifest, bytes, isEncrypted } = await readArchive(file, { identities });
  const { createdAt, files } = manifest;
  const outside = outsideParts(manifest);
  return {
    json: { ok: true, file, bytes, isEncrypted, files: files.length, createdAt, outside },
    lines: [
      `${file} is whole: ${files.length} files of ${createdAt}, ${isEncrypted ? 'encrypted' : 'in clear: it holds every secret of the installation'}`,
    ],
  };
}

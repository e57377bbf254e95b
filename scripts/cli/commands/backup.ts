import { backUp } from '../../backup/backup.ts';
import { outsideParts } from '../../backup/manifest.ts';
import { chooseRecipient } from '../../backup/recipient.ts';
import { UsageError } from '@lanran/sdk/kernel/errors';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

export interface BackupOptions {
  readonly dataDir?: string;
  readonly out?: string;
  readonly recipient?: string;
}

export const SECRETS =
  'this file holds the secrets of the installation in clear: who has it can sign as the platform and read every file. Keep it as you keep keys, or have backups encrypted: lanran backup recipient set age1…';

/** Writes a backup; what is on servers of its own is named. */
export async function backup({ env, say }: CommandContext, options: BackupOptions): Promise<CommandResult> {
  if (options.out === undefined) throw new UsageError('--out', 'name the file to write.');
  const dataDir = options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran';
  const recipient = await chooseRecipient(dataDir, options.recipient);
  const { file, bytes, manifest } = await backUp({ dataDir, out: options.out, recipient });
  const outside = outsideParts(manifest);
  if (recipient === null) say(`warning: ${SECRETS}`);
  for (const part of outside) say(`warning: not in this file, back it up besides: ${part}`);
  return {
    json: { file, bytes, files: manifest.files.length, createdAt: manifest.createdAt, recipient, outside },
    lines: [
      `${file}: ${bytes} bytes, ${manifest.files.length} files, ${recipient === null ? 'in clear' : `encrypted to ${recipient}`}`,
    ],
  };
}

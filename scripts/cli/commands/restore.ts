import { readIdentities } from '../../backup/identity-file.ts';
import { outsideParts } from '../../backup/manifest.ts';
import { restore } from '../../backup/restore.ts';
import type { CommandResult } from '../output.ts';

export interface RestoreOptions {
  readonly dataDir: string;
  /** File with the age identity that opens it. */
  readonly identity?: string;
}

export async function restoreBackup(
  file: string,
  { dataDir, identity }: RestoreOptions,
): Promise<CommandResult> {
  const { manifest } = await restore(file, dataDir, await readIdentities(identity));
  const { createdAt, files } = manifest;
  const outside = outsideParts(manifest);
  return {
    json: { dataDir, files: files.length, createdAt, outside },
    lines: [
      `${dataDir} is as it was at ${createdAt}; start it: LANRAN_DATA_DIR=${dataDir} npm start`,
      'What the former platform signed after that contradicts what this one will sign: never run both. If the former data directory is still there and newer, start that one instead.',
      ...outside.map((part) => `restore besides, from your own backup of the same time: ${part}`),
    ],
  };
}

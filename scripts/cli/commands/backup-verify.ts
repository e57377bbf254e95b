import { readArchive } from '../../backup/archive-reader.ts';
import { outsideParts } from '../../backup/manifest.ts';
import type { CommandResult } from '../output.ts';

/** Every byte of a backup is as it was written, or the first that is not is named. */
export async function backupVerify(file: string): Promise<CommandResult> {
  const { manifest, bytes } = await readArchive(file);
  const { createdAt, files } = manifest;
  return {
    json: { ok: true, file, bytes, files: files.length, createdAt, outside: outsideParts(manifest) },
    lines: [`${file} is whole: ${files.length} files of ${createdAt}`],
  };
}

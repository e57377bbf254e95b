import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ArchiveWriter } from '../../../scripts/backup/archive-writer.ts';
import { restore } from '../../../scripts/backup/restore.ts';
import { DATA_FORMAT } from '../../../scripts/start/data-format.ts';
import { temporaryFolder } from '../temporary-folder.ts';

it('a backup of a newer data format is not restored', async () => {
  const folder = await temporaryFolder();
  const [format, file, dataDir] = ['format.json', 'backup.tar', 'data'].map((name) => join(folder, name));
  await writeFile(
    format ?? '',
    JSON.stringify({ format: DATA_FORMAT + 1, contracts: `0x${'c0'.repeat(32)}` }),
  );
  const archive = await ArchiveWriter.create(file ?? '');
  await archive.addFile('format.json', format ?? '');
  await archive.finish({
    createdAt: '2026-11-26T09:00:00.000Z',
    parts: { documents: 'EMBEDDED', files: 'EMBEDDED', chain: 'OUTSIDE' },
  });
  await expect(restore(file ?? '', dataDir ?? '')).rejects.toThrow(
    `The backup ${file} has data format ${DATA_FORMAT + 1}`,
  );
  expect(existsSync(dataDir ?? '')).toBe(false);
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectoryDiskSpace } from '@lanran/api/platform/process/directory-disk-space';
import { afterAll, describe, expect, it } from 'vitest';
import { mountSmallDisk } from '../../../support/small-disk.ts';

const disk = mountSmallDisk(24 * 1_048_576);

describe.skipIf(disk === null)('the disk of the data directory', () => {
  const path = disk?.path ?? '';
  const filler = join(path, 'filler');
  afterAll(() => disk?.unmount());

  it('is full when what has to be written at any time finds no room, and is not once there is some', async () => {
    const space = new DirectoryDiskSpace(path);
    await space.check();

    writeFileSync(filler, Buffer.alloc(12 * 1_048_576));
    await expect(space.check()).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringMatching(/12582912 bytes are free.*Free some space/),
    });

    rmSync(filler);
    await space.check();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { describeAssetIndex } from './index-behavior.ts';

describeAssetIndex('a file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lanran-index-'));
  const index = new LocalAssetIndex(directory);
  return {
    index,
    stop: async () => {
      await index.close();
      rmSync(directory, { recursive: true });
    },
  };
});

import { readPresentVersion } from '@lanran/sdk/publishing/present-version';
import { preparePublication, signPublication } from '@lanran/sdk/publishing/publishing';
import { SeenVersionFiles } from '../../sdk/node/seen-version-files.ts';
import { temporaryFolder } from '../scripts/temporary-folder.ts';
import { ASSET, REQUEST } from './played-platform.ts';
import { describeRevising } from './revision-suite.ts';

describeRevising('the command line', async (played) => {
  const platform = await played.connect();
  const seen = new SeenVersionFiles(await temporaryFolder());
  return {
    seen,
    readPresent: async () => readPresentVersion(platform, ASSET, seen),
    prepare: async (present) =>
      preparePublication(platform, 'draft', { request: REQUEST, files: present.files, revises: present }),
    sign: async (prepared) => signPublication(platform, prepared),
  };
});

import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DATA_FORMAT } from '../../scripts/start/data-format.ts';
import { Installation } from '../support/installation.ts';

const ARCHIVE = join(import.meta.dirname, '../fixtures/data-directory-1-last.tar.gz');
const Contents = z.object({ asset: z.string(), license: z.string() });

/** What the upgrade does when it is killed, and how one goes back: data-directory.test.ts. */
describe('an installation of the former release', () => {
  const here = Installation.ofArchive(ARCHIVE);
  const contents = () => Contents.parse(JSON.parse(readFileSync(here.path('contents.json'), 'utf8')));
  const as = (who: string, ...args: readonly string[]) =>
    here.lanranHere(...args, '--key-file', here.path(`keys/${who}.key`));
  beforeAll(async () => {
    await here.start({ LANRAN_DEMO: '0' });
  });

  it('is upgraded by its first start', () => {
    expect(here.platform.said).toContain(`upgrade   done: data format ${DATA_FORMAT}`);
  });

  it('has its asset, and delivers to its licensee the version that was sold', async () => {
    const { asset, license } = contents();
    expect(await as('museum', 'show', asset)).toMatchObject({ document: { asset: { version: 2 } } });
    const out = here.path('package');
    expect(await as('studio', 'download', license, '--out', out)).toMatchObject({ exitCode: 0 });
    const files = await readdir(out, { recursive: true });
    const pattern = files.find((path) => path.endsWith('pattern.txt'));
    expect(await readFile(join(out, pattern ?? ''), 'utf8')).toBe('The first version.\n');
  });

  it('sells on', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const use = ['--media', 'EXHIBITION', '--territory', 'FR', '--from', today, '--to', today];
    const sold = await as('studio', 'license', contents().asset, ...use);
    expect(sold).toMatchObject({ exitCode: 0, document: { licenseId: expect.stringMatching(/^0x/) } });
  });

  it.each(['asset.lanran.json', 'license.lanran.json'])(
    'has a proof from then, %s, that verifies',
    async (proof) => {
      const verified = await here.lanranHere('verify', here.path(proof));
      expect(verified).toMatchObject({ exitCode: 0, document: { ok: true } });
    },
  );
});

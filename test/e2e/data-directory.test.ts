import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashContracts } from '../../scripts/deploy/hash-contracts.ts';
import { Installation } from '../support/installation.ts';

const Contents = z.object({ asset: z.string(), license: z.string() });

/** Made by test/fixtures/make-data-directory.sh with the first version of its format: never made anew. */
const ARCHIVES = ['data-directory-1.tar.gz'];

describe.each(ARCHIVES)('the data directory %s of the first version of its format', (name) => {
  const here = Installation.ofArchive(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
  const contents = () => Contents.parse(JSON.parse(readFileSync(here.path('contents.json'), 'utf8')));
  const as = (who: string, ...args: readonly string[]) =>
    here.lanranHere(...args, '--key-file', here.path(`keys/${who}.key`));

  it('began with the contracts that this version deploys: they are frozen', async () => {
    const format: unknown = JSON.parse(await readFile(join(here.dataDir, 'format.json'), 'utf8'));
    expect(format).toMatchObject({ contracts: hashContracts() });
  });

  it('opens, with its asset in two versions', async () => {
    await here.start({ LANRAN_DEMO: '0' });
    const { document } = await as('museum', 'show', contents().asset);
    expect(document).toMatchObject({ asset: { version: 2 } });
  });

  it('delivers to its licensee the version that was sold', async () => {
    const out = here.path('package');
    expect(await as('studio', 'download', contents().license, '--out', out)).toMatchObject({ exitCode: 0 });
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

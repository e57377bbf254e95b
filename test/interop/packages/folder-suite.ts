import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findProgram, hasPythonModules } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { flipped, withFlippedByte } from './changed-files.ts';
import { KINDS } from './material.ts';
import { findMhlSchemas } from './mhl-schemas.ts';
import { ascmhl, ascmhlVerify, bagit, outcomeOf, python } from './tool-outcome.ts';

const HAS_BAGIT = hasPythonModules('bagit');
const HAS_ASCMHL = hasPythonModules('ascmhl');
const xmllint = findProgram('xmllint', 'libxml2-utils');
const schemas = xmllint === null ? null : findMhlSchemas();

/** Files beside the payload, the first whose name begins so; those in `ascmhl/` are no part of the bag. */
const TAG_FILES = [
  ...['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
  ...['license/certificate.pdf', 'license/agreement', 'license/receipt.json', 'license/odrl.json'],
  ...['provenance/license-', 'provenance/trust.json', 'provenance/LABELS-AND-CREDIT.txt'],
  ...['ascmhl/0001_', 'ascmhl/ascmhl_chain.xml'],
];

const Verified = z.object({ checks: z.array(z.object({ name: z.string(), status: z.string() })) });

/** The folder as archives, farms and `lanran verify` see it. */
export function folderSuite({ here, access, sold }: AskedOf): void {
  const verify = async (folder: string, ...options: readonly string[]) =>
    here.lanranHere('verify', folder, '--trust', sold().trust, ...options);

  async function pathBeginning(start: string): Promise<string> {
    const paths = await readdir(sold().folder, { recursive: true });
    return paths.find((path) => path.startsWith(start)) ?? start;
  }

  async function requireValid(folder: string) {
    if (HAS_BAGIT) expect(await bagit(folder)).toMatchObject({ code: 0 });
    if (HAS_ASCMHL) {
      for (const options of [[], ['-dh']])
        expect(await ascmhlVerify(...options, folder)).toMatchObject({ code: 0 });
      for (const command of ['diff', 'info']) {
        const answered = await ascmhl(command, folder);
        expect(answered, answered.said).toMatchObject({ code: 0 });
      }
    }
    for (const options of [[], ['--full']]) {
      const verified = await verify(folder, ...options);
      expect(verified, JSON.stringify(verified.document)).toMatchObject({ exitCode: 0 });
    }
    if (schemas === null) return;
    for (const name of await readdir(join(folder, 'ascmhl'))) {
      const schema = name.endsWith('.mhl') ? schemas.generation : schemas.chain;
      const args = ['--nonet', '--noout', '--schema', schema, join(folder, 'ascmhl', name)];
      expect(await outcomeOf(xmllint ?? '', args)).toMatchObject({ code: 0 });
    }
  }

  it('is valid to bagit, ascmhl, its schema and lanran', async () => {
    await requireValid(sold().folder);
  });

  it.skipIf(!HAS_ASCMHL)(
    'stays valid after a farm added a second and a third generation, each of which reports its use',
    async () => {
      const folder = here.path(`${access}-farm`);
      await cp(sold().folder, folder, { recursive: true });
      for (const [at, format] of ['xxh128', 'md5'].entries()) {
        const made = await ascmhl('create', '-h', format, folder);
        expect(made, made.said).toMatchObject({ code: 0 });
        const generations = (await readdir(join(folder, 'ascmhl'))).filter((name) => name.endsWith('.mhl'));
        expect(generations).toHaveLength(at + 2);
        await requireValid(folder);
        const [newest = ''] = generations.toSorted().toReversed();
        const report = ['usage', sold().licenseId, join(folder, 'ascmhl', newest)];
        const reported = await here.hereAs('studio', ...report);
        expect(reported, JSON.stringify(reported.document)).toMatchObject({
          exitCode: 0,
          document: { history: { changed: [] } },
        });
      }
      for (const path of ['data/scan.tif', 'license/receipt.json'])
        await requireRefused(folder, path, { isInBag: true });
    },
  );

  /** By every tool, but by bagit only where the file is one of the bag. */
  async function requireRefused(folder: string, path: string, { isInBag }: { readonly isInBag: boolean }) {
    await withFlippedByte(join(folder, path), async () => {
      const byBagit = isInBag && HAS_BAGIT ? (await bagit(folder)).code : null;
      const byAscmhl = HAS_ASCMHL ? (await ascmhlVerify(folder)).code : null;
      const refused = { path, byBagit, byAscmhl, byLanran: (await verify(folder)).exitCode };
      expect(refused).toEqual({
        path,
        byBagit: isInBag && HAS_BAGIT ? expect.not.toSatisfy(isZero) : null,
        byAscmhl: HAS_ASCMHL ? expect.not.toSatisfy(isZero) : null,
        byLanran: 1,
      });
    });
  }

  it.skipIf(!HAS_BAGIT).each([
    { what: 'a file', start: 'data/scan.tif', checks: ['files'] },
    { what: 'the receipt', start: 'license/receipt.json', checks: ['receipt'] },
    { what: 'the ODRL', start: 'license/odrl.json', checks: ['odrl'] },
    { what: 'the agreement', start: 'license/agreement', checks: ['agreement'] },
  ])('is refused by lanran for $what, where a forger had bagit make the manifests anew', async (forged) => {
    const folder = here.path(`${access}-forged-${forged.checks.join()}`);
    await cp(sold().folder, folder, { recursive: true });
    const path = join(folder, await pathBeginning(forged.start));
    await writeFile(path, flipped(await readFile(path)));
    const remade = await python(
      '-c',
      'import bagit, sys; bagit.Bag(sys.argv[1]).save(manifests=True)',
      folder,
    );
    expect(remade, remade.said).toMatchObject({ code: 0 });
    expect(await bagit(folder)).toMatchObject({ code: 0 });
    const { exitCode, document } = await verify(folder);
    const failed = Verified.parse(document).checks.filter(({ status }) => status === 'fail');
    expect(exitCode).toBe(1);
    // The bag holds now; the history of tag files does not.
    expect(failed.map(({ name }) => name)).toEqual(['history', ...forged.checks]);
  });

  describe('with one flipped byte is refused by every tool', () => {
    for (const { kind, path, isDrawn } of KINDS)
      it.skipIf(!isDrawn)(kind, async () => {
        await requireRefused(sold().folder, `data/${path}`, { isInBag: true });
      });

    it.each(TAG_FILES)('%s…', async (start) => {
      const isInBag = !start.startsWith('ascmhl/');
      await requireRefused(sold().folder, await pathBeginning(start), { isInBag });
    });
  });
}

const isZero = (code: unknown) => code === 0;

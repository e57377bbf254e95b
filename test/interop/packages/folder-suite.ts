import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram, hasPythonModules } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { withFlippedByte } from './changed-files.ts';
import { KINDS } from './material.ts';
import { findMhlSchemas } from './mhl-schemas.ts';
import { ascmhl, ascmhlVerify, bagit, outcomeOf } from './tool-outcome.ts';

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

/** The folder as archives, farms and `lanran verify` see it. */
export function folderSuite({ here, access, sold }: AskedOf): void {
  const verify = async (folder: string, ...options: readonly string[]) =>
    here.lanranHere('verify', folder, '--trust', sold().trust, ...options);

  async function requireValid(folder: string) {
    if (HAS_BAGIT) expect(await bagit(folder)).toMatchObject({ code: 0 });
    if (HAS_ASCMHL)
      for (const options of [[], ['-dh']])
        expect(await ascmhlVerify(...options, folder)).toMatchObject({ code: 0 });
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

  it.skipIf(!HAS_ASCMHL)('stays valid after a farm added a second and a third generation', async () => {
    const folder = here.path(`${access}-farm`);
    await cp(sold().folder, folder, { recursive: true });
    for (const [at, format] of ['xxh128', 'md5'].entries()) {
      const made = await ascmhl('create', '-h', format, folder);
      expect(made, made.said).toMatchObject({ code: 0 });
      const generations = (await readdir(join(folder, 'ascmhl'))).filter((name) => name.endsWith('.mhl'));
      expect(generations).toHaveLength(at + 2);
      await requireValid(folder);
    }
    for (const path of ['data/scan.tif', 'license/receipt.json'])
      await requireRefused(folder, path, { isInBag: true });
  });

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

  describe('with one flipped byte is refused by every tool', () => {
    for (const { kind, path, isDrawn } of KINDS)
      it.skipIf(!isDrawn)(kind, async () => {
        await requireRefused(sold().folder, `data/${path}`, { isInBag: true });
      });

    it.each(TAG_FILES)('%s…', async (start) => {
      const { folder } = sold();
      const paths = await readdir(folder, { recursive: true });
      const path = paths.find((each) => each.startsWith(start));
      await requireRefused(folder, path ?? start, { isInBag: !start.startsWith('ascmhl/') });
    });
  });
}

const isZero = (code: unknown) => code === 0;

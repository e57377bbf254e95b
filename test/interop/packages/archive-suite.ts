import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKubo } from '../kubo.ts';
import { findInstalled, findProgram, hasPythonModules } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { copyFlipped, digestsOf } from './changed-files.ts';
import { bagit, outcomeOf, python } from './tool-outcome.ts';

const HAS_BAGIT = hasPythonModules('bagit');
const HAS_PYTHON = hasPythonModules('zipfile', 'tarfile');
const unzip = findProgram('unzip', 'unzip');
const tar = findProgram('tar', 'tar');
const ipfsCar = findInstalled('ipfs-car', 'npm install --global ipfs-car');
const kubo = findKubo();

/** The package as one file, unpacked by others' programs. */
export function archiveSuite({ here, access, sold }: AskedOf): void {
  const folderFor = async (name: string) => {
    const folder = here.path(`${access}-${name}`);
    await mkdir(folder);
    return folder;
  };
  const isValid = async (folder: string) =>
    (await here.lanranHere('verify', folder, '--trust', sold().trust, '--full')).exitCode === 0 &&
    (!HAS_BAGIT || (await bagit(folder)).code === 0);

  /** The bag is in a folder of its own, unless it is the root. */
  async function requireSameAsFolder(folder: string) {
    const whole = await digestsOf(join(sold().folder, 'data'));
    expect(await digestsOf(join(folder, 'data'))).toEqual(whole);
    expect(await isValid(folder)).toBe(true);
  }
  async function bagIn(folder: string): Promise<string> {
    const [name = ''] = await readdir(folder);
    return join(folder, name);
  }

  describe.skipIf(unzip === null)('as ZIP, to unzip', () => {
    it('is the package, and fails the test with one flipped byte', async () => {
      expect(await outcomeOf(unzip ?? '', ['-tq', sold().zip])).toMatchObject({ code: 0 });
      const folder = await folderFor('unzip');
      expect(await outcomeOf(unzip ?? '', ['-q', sold().zip, '-d', folder])).toMatchObject({ code: 0 });
      await requireSameAsFolder(await bagIn(folder));
      const changed = here.path(`${access}-changed.zip`);
      await copyFlipped(sold().zip, changed);
      expect((await outcomeOf(unzip ?? '', ['-tq', changed])).code).not.toBe(0);
    });
  });

  describe.skipIf(!HAS_PYTHON)('as ZIP and tar, to Python', () => {
    it('is the package as ZIP, and fails the test with one flipped byte', async () => {
      const tested = await python('-m', 'zipfile', '--test', sold().zip);
      expect(tested).toEqual({ code: 0, said: expect.stringMatching(/^Done testing\s*$/) });
      const folder = await folderFor('zipfile');
      expect(await python('-m', 'zipfile', '--extract', sold().zip, folder)).toMatchObject({ code: 0 });
      await requireSameAsFolder(await bagIn(folder));
      const changed = here.path(`${access}-changed-for-python.zip`);
      await copyFlipped(sold().zip, changed);
      // It names the file, and ends with 0.
      expect(await python('-m', 'zipfile', '--test', changed)).not.toEqual(tested);
    });

    it('is the package as tar', async () => {
      const folder = await folderFor('tarfile');
      expect(await python('-m', 'tarfile', '--extract', sold().tar, folder)).toMatchObject({ code: 0 });
      await requireSameAsFolder(await bagIn(folder));
    });
  });

  describe.skipIf(tar === null)('as tar, to GNU tar', () => {
    it('is the package, and no valid one with one flipped byte', async () => {
      const folder = await folderFor('tar');
      expect(await outcomeOf(tar ?? '', ['-xf', sold().tar, '-C', folder])).toEqual({ code: 0, said: '' });
      await requireSameAsFolder(await bagIn(folder));
      const changed = here.path(`${access}-changed.tar`);
      await copyFlipped(sold().tar, changed);
      const other = await folderFor('tar-changed');
      const { code } = await outcomeOf(tar ?? '', ['-xf', changed, '-C', other]);
      expect(code === 0 && (await isValid(await bagIn(other)))).toBe(false);
    });
  });

  describe.skipIf(ipfsCar === null)('as CAR, to ipfs-car', () => {
    it('is the package, and is refused with one flipped byte', async () => {
      const folder = join(await folderFor('ipfs-car'), 'bag');
      const unpacked = await outcomeOf(ipfsCar ?? '', ['unpack', sold().car, '--output', folder]);
      expect(unpacked, unpacked.said).toMatchObject({ code: 0 });
      await requireSameAsFolder(folder);
      const changed = here.path(`${access}-changed.car`);
      await copyFlipped(sold().car, changed);
      const refused = await outcomeOf(ipfsCar ?? '', ['unpack', changed, '--output', `${folder}-changed`]);
      expect(refused.code, refused.said).not.toBe(0);
    });
  });

  describe.skipIf(kubo === null)('as CAR, to Kubo', () => {
    it('is the package under the CID of its folder, and is refused with one flipped byte', async () => {
      const env = { IPFS_PATH: await folderFor('kubo') };
      const ipfs = async (...args: readonly string[]) => outcomeOf(kubo ?? '', args, env);
      expect(await ipfs('init', '--profile=unixfs-v1-2025')).toMatchObject({ code: 0 });
      const imported = await ipfs('dag', 'import', '--pin-roots=true', sold().car);
      const [, root = ''] = /^Pinned root\t(\S+)\tsuccess$/m.exec(imported.said) ?? [];
      expect(root, imported.said).not.toBe('');
      const folder = join(await folderFor('kubo-got'), 'bag');
      expect(await ipfs('get', root, '--output', folder)).toMatchObject({ code: 0 });
      await requireSameAsFolder(folder);
      const { said } = await ipfs('add', '--recursive', '--only-hash', '--quieter', folder);
      expect(said.trim().split('\n').at(-1)).toBe(root);
      const changed = here.path(`${access}-changed-for-kubo.car`);
      await copyFlipped(sold().car, changed);
      expect((await ipfs('dag', 'import', changed)).code).not.toBe(0);
    });
  });
}

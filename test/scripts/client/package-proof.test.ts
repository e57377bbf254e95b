import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bundle, formatBundle } from '@lanran/protocol/proofs/bundle';
import { writePackageProof } from '../../../sdk/node/package-proof.ts';
import { buildCase, type Case } from '../../protocol/bundles.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('the proof in a package', () => {
  let sample: Case;
  let path: string;
  beforeAll(async () => {
    sample = await buildCase();
  });
  beforeEach(async () => {
    path = join(await temporaryFolder(), 'license.lanran.json');
  });
  const textOf = (change: Partial<Bundle> = {}) => {
    const { format: _, ...parts } = sample.bundle;
    return formatBundle({ ...parts, ...change });
  };
  const write = async (text: string) => writePackageProof(path, text, sample.known.trust);
  const written = async () => readFile(path, 'utf8');

  it('is written, and replaced by one that proves as much', async () => {
    expect(await write(textOf())).toMatchObject({ isEarlier: false });
    const { anchor: _, membership: _m, license: _l, sale: _s, format: _f, ...parts } = sample.bundle;
    expect(await write(formatBundle(parts))).toMatchObject({ isEarlier: false });
    expect(await written()).toBe(formatBundle(parts));
  });

  it('stays when it alone proves a file that was taken down since', async () => {
    await write(textOf());
    const later = await write(textOf({ files: sample.bundle.files.slice(1) }));
    expect(later.isEarlier).toBe(true);
    expect(later.bundle.files).toHaveLength(sample.bundle.files.length);
    expect(await written()).toBe(textOf());
  });

  it('is replaced when it does not hold', async () => {
    await writeFile(path, textOf({ files: sample.bundle.files.toReversed() }));
    expect(await write(textOf({ files: [] }))).toMatchObject({ isEarlier: false });
    await writeFile(path, textOf().replace('"index":0', '"index":9'));
    expect(await write(textOf({ files: [] }))).toMatchObject({ isEarlier: false });
    expect(await written()).toBe(textOf({ files: [] }));
  });
});

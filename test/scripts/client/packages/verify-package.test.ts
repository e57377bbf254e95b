import { mkdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { utf8, utf8Text } from '@lanran/protocol/kernel/bytes';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { formatTrustFile } from '@lanran/protocol/log/trust';
import type { LicenseFacts } from '@lanran/protocol/packages/license-facts';
import { composePackage, type PackageParts } from '@lanran/protocol/packages/compose';
import { formatBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { buildPackage, PAYLOAD } from '../../../protocol/packages/sample.ts';
import { lanran, lanranJson } from '../../command-line.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const Checks = z.array(z.object({ name: z.string(), status: z.string(), reason: z.string() }));

describe('lanran verify of a package', () => {
  let parts: PackageParts;
  let bundle: Bundle;
  let trust: string;
  let folder: string;
  beforeAll(async () => {
    const built = await buildPackage();
    bundle = built.sample.bundle;
    parts = { ...built.parts, files: built.parts.files.map((file) => ({ ...file, md5: null, c4: null })) };
    trust = join(await temporaryFolder(), 'trust.json');
    await writeFile(trust, formatTrustFile(built.sample.known.trust));
  });
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'package');
    await write(folder, parts);
  });

  async function write(out: string, of: PackageParts): Promise<void> {
    for (const entry of await composePackage(of)) {
      const path = join(out, entry.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'content' in entry ? entry.content : (PAYLOAD.get(entry.file.path) ?? ''));
    }
  }

  const check = async (...options: string[]) => {
    const args = ['verify', folder, '--trust', trust, '--on', '2026-12-01', ...options];
    const { exitCode, document } = await lanranJson(args);
    const checks = Checks.parse(document['checks']);
    const failed = checks.filter(({ status }) => status === 'fail');
    const statusOf = (name: string) => checks.find((one) => one.name === name)?.status;
    return { exitCode, checks, failed, statusOf };
  };

  it('passes bag, history, files, receipt, ODRL and window, and with --full further hashes', async () => {
    for (const options of [[], ['--full']]) {
      const { exitCode, failed, statusOf } = await check(...options);
      expect(failed).toEqual([]);
      expect(exitCode).toBe(0);
      expect(['bag', 'history', 'files', 'receipt', 'odrl', 'window'].map(statusOf)).toEqual(
        Array(6).fill('pass'),
      );
    }
  });

  it.each([
    ['receipt', 'license/receipt.json', '"amount": "1200 TCNY"', '"amount": "12 TCNY"'],
    ['receipt', 'license/receipt.json', '"amount": "840 TCNY"', '"amount": "8400 TCNY"'],
    ['receipt', 'license/receipt.json', '"paidBy": "CONTRACT"', '"paidBy": "INVOICE"'],
    ['papers', 'license/receipt.json', '"leaf": 5', '"leaf": 6'],
    ['papers', 'license/receipt.json', '"chainId": "4242"', '"chainId": "1"'],
    ['papers', 'provenance/LABELS-AND-CREDIT.txt', 'none given · 未指定', 'Forger & Sons'],
    ['papers', 'provenance/LABELS-AND-CREDIT.txt', 'Asset · 资产: Pleated', 'Asset · 资产: Other'],
  ])(
    'fails the check %s for a package that was written anew with %s changed from %s',
    async (name, path, own, forged) => {
      const documents = parts.documents.map((document) =>
        document.path === path
          ? { ...document, content: utf8(utf8Text(document.content).replace(own, forged)) }
          : document,
      );
      expect(documents).not.toEqual(parts.documents);
      await rm(folder, { recursive: true });
      await write(folder, { ...parts, documents });
      const { exitCode, failed } = await check();
      expect([exitCode, ...failed.map((each) => each.name)]).toEqual([1, name]);
      expect(failed[0]?.reason).toContain(path);
    },
  );

  it.each([
    ['of another asset', { asset: { id: parseAssetId(`0x${'1'.repeat(64)}`), title: {}, creditLine: null } }],
    ['of another version', (of: LicenseFacts) => ({ version: { ...of.version, number: 2 } })],
    ['of another title', (of: LicenseFacts) => ({ asset: { ...of.asset, title: { en: 'Other' } } })],
    [
      'of other days',
      (of: LicenseFacts) => ({ terms: { ...of.terms, wish: { ...of.terms.wish, lastDay: 30_000 } } }),
    ],
  ])('fails for a bag-info.txt %s', async (_, change) => {
    const facts = { ...parts.facts, ...(typeof change === 'function' ? change(parts.facts) : change) };
    await rm(folder, { recursive: true });
    await write(folder, { ...parts, facts });
    const papers = (await check()).failed.find(({ name }) => name === 'papers');
    expect(papers?.reason).toContain('bag-info.txt says');
  });

  it('names what nothing proves, and passes with it', async () => {
    const { exitCode, stdout } = await lanran(['verify', folder, '--trust', trust, '--on', '2026-12-01']);
    const line = stdout.split('\n').find((each) => each.startsWith('not proven: '));
    expect(line).toContain('license/certificate.pdf');
    expect(line).toContain('provenance/LABELS-AND-CREDIT.txt');
    expect(exitCode).toBe(0);
  });

  it('fails for a use, a place or a day that the license is not for', async () => {
    const asked = [
      ['--media', 'ADVERTISING'],
      ['--territory', 'US'],
      ['--on', '2030-01-01'],
    ];
    for (const options of asked) {
      const { exitCode, failed } = await check(...options);
      expect([exitCode, ...failed.map(({ name }) => name)]).toEqual([1, 'window']);
    }
    expect((await check('--media', 'streaming')).exitCode).toBe(0);
  });

  it('names what was changed, removed or added', async () => {
    const front = join(folder, 'data/media/front.tif');
    await writeFile(
      front,
      Uint8Array.from(await readFile(front), (byte, at) => (at === 1_000_000 ? 8 : byte)),
    );
    const changed = await check();
    expect(changed.exitCode).toBe(1);
    expect(changed.failed.map(({ name }) => name)).toEqual(['bag', 'history', 'files']);
    for (const { reason } of changed.failed) expect(reason).toContain('media/front.tif');
    await unlink(front);
    expect((await check()).failed.map(({ name }) => name)).toEqual(['bag', 'history', 'files']);
    await writeFile(join(folder, 'data/stray'), 'stray');
    expect((await check()).failed.find(({ name }) => name === 'bag')?.reason).toContain('data/stray');
  });

  it('refuses symbolic links, whatever they point at', async () => {
    await rename(join(folder, 'data/media/back.tif'), join(folder, '../back.tif'));
    await symlink('../../../back.tif', join(folder, 'data/media/back.tif'));
    const { exitCode, failed } = await check();
    expect(exitCode).toBe(1);
    expect(failed[0]?.reason).toBe('data/media/back.tif: is a symbolic link; a package has none');
  });

  it('refuses a package whose download has not ended, and one without proofs', async () => {
    await rm(join(folder, 'bagit.txt'));
    await writeFile(join(folder, '.lanran-download.json'), '{}');
    expect((await check()).failed[0]?.reason).toContain('has not ended');
    await rm(join(folder, '.lanran-download.json'));
    expect((await check()).failed[0]?.reason).toContain('bagit.txt: is missing');
    await rm(join(folder, 'provenance', `license-${parts.facts.licenseId}.lanran.json`));
    expect((await check()).failed.map(({ name }) => name)).toContain('format');
  });

  it('fails where a listed file is missing, also from manifests that were written anew', async () => {
    await rm(folder, { recursive: true });
    await write(folder, { ...parts, files: parts.files.filter(({ path }) => path !== 'media/back.tif') });
    const { exitCode, failed } = await check();
    expect([exitCode, ...failed.map(({ name }) => name)]).toEqual([1, 'files']);
    expect(failed[0]?.reason).toContain('media/back.tif');
  });

  it('fails after the last day where another proof took the place of the license’s', async () => {
    const { license: _, sale: _sale, ...ofAsset } = bundle;
    await rm(folder, { recursive: true });
    const name = `license-${parts.facts.licenseId}.lanran.json`;
    const documents = parts.documents.map((document) =>
      document.path.endsWith(name) ? { ...document, content: utf8(formatBundle(ofAsset)) } : document,
    );
    await write(folder, { ...parts, documents });
    const within = await check();
    expect([within.exitCode, within.statusOf('receipt'), within.statusOf('window')]).toEqual([
      0,
      'unknown',
      'unknown',
    ]);
    const after = await check('--on', '2030-01-01');
    expect([after.exitCode, ...after.failed.map(({ name }) => name)]).toEqual([1, 'window']);
    const withoutReceipt = documents.filter(({ path }) => path !== 'license/receipt.json');
    await rm(folder, { recursive: true });
    await write(folder, { ...parts, documents: withoutReceipt });
    expect((await check()).failed.map(({ name }) => name)).toEqual(['window']);
  });

  it('refuses two files whose names are one in NFC, of which it would compare only one', async () => {
    const [composed, decomposed] = ['\u00e9.tif', 'e\u0301.tif'];
    await writeFile(join(folder, 'data', composed), 'one');
    await writeFile(join(folder, 'data', decomposed), 'two');
    const { exitCode, failed } = await check();
    expect(exitCode).toBe(1);
    expect(failed[0]?.reason).toBe(
      `data/${composed}: lies there under two names that differ in Unicode form alone`,
    );
  });

  it('names what lies in ascmhl/ and is not of the history', async () => {
    await writeFile(join(folder, 'ascmhl/.DS_Store'), 'of macOS');
    expect((await check()).failed).toEqual([]);
    await writeFile(join(folder, 'ascmhl/tool.exe'), 'stray');
    const { failed } = await check();
    expect(failed.map(({ name }) => name)).toEqual(['history']);
    expect(failed[0]?.reason).toContain('ascmhl/tool.exe');
  });

  it('fails with the history of another license', async () => {
    const other = await buildPackage({ options: { terms: { price: 7n } } });
    await rm(join(folder, 'ascmhl'), { recursive: true });
    const theirs = join(await temporaryFolder(), 'theirs');
    await write(theirs, { ...other.parts, files: parts.files, documents: parts.documents });
    await rename(join(theirs, 'ascmhl'), join(folder, 'ascmhl'));
    const { failed } = await check();
    expect(failed.find(({ name }) => name === 'history')?.reason).toContain(other.parts.facts.licenseId);
  });
});

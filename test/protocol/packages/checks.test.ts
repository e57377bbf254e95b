import { beforeEach, describe, expect, it } from 'vitest';
import { digestFile } from '@lanran/protocol/files/digest';
import { utf8, utf8Text } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { ENDURING } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { checkBag } from '@lanran/protocol/packages/check-bag';
import { checkHistory } from '@lanran/protocol/packages/check-history';
import { checkPackageUse, checkReceipt } from '@lanran/protocol/packages/check-license';
import { checkOdrl } from '@lanran/protocol/packages/check-odrl';
import type { FoundTexts } from '@lanran/protocol/packages/found-file';
import type { LicenseProof } from '@lanran/protocol/proofs/bundle-chain';
import { checkWindow } from '@lanran/protocol/packages/check-window';
import { composePackage, type PackageParts } from '@lanran/protocol/packages/compose';
import { formatsToCompute, readHistory } from '@lanran/protocol/packages/history';
import { runPackageCheck } from '@lanran/protocol/packages/package-check';
import { WrittenPackage } from './found.ts';
import { buildPackage, CREATED_AT_MS } from './sample.ts';

describe('a package', () => {
  let parts: PackageParts;
  let written: WrittenPackage;
  beforeEach(async () => {
    parts = (await buildPackage()).parts;
    // Of the made-up C4 and MD5 nothing is compared.
    parts = { ...parts, files: parts.files.map((file) => ({ ...file, c4: null, md5: null })) };
    written = await WrittenPackage.of(parts);
  });

  const bag = async () => {
    const [files, texts] = [await written.files(), written.texts];
    return runPackageCheck('bag', () => checkBag(files, texts));
  };
  const history = async (licenseId = parts.facts.licenseId) => {
    const claims = { files: await written.files(), generationIds: await written.generationIds(), licenseId };
    return runPackageCheck('history', () => checkHistory({ ...claims, history: readHistory(written.texts) }));
  };
  const edit = (path: string, change: (text: string) => string) => {
    written.contents.set(path, utf8(change(utf8Text(written.contents.get(path) ?? new Uint8Array(0)))));
  };

  it('is written in the same bytes for the same parts, with bagit.txt last', async () => {
    const [first, second] = [await composePackage(parts), await composePackage(parts)];
    expect(second).toEqual(first);
    expect(first.at(-1)?.path).toBe('bagit.txt');
    expect(first.map(({ path }) => path)).not.toEqual(
      (await composePackage({ ...parts, createdAtMs: CREATED_AT_MS + 1000 })).map(({ path }) => path),
    );
  });

  it('passes as it was written', async () => {
    expect(await bag()).toMatchObject({ status: 'pass', reason: expect.stringContaining('2 files') });
    expect(await history()).toMatchObject({
      status: 'pass',
      reason: expect.stringContaining('one generation'),
    });
  });

  it('refuses parts of which two have one place', async () => {
    const [document] = parts.documents;
    if (document === undefined) throw new Error('The sample has documents.');
    await expect(composePackage({ ...parts, documents: [document, document] })).rejects.toThrow(
      'comes twice',
    );
  });

  it('fails with the name of any file that was changed', async () => {
    for (const path of [...written.contents.keys()]) {
      written = await WrittenPackage.of(parts);
      written.flip(path, Math.floor((written.contents.get(path)?.length ?? 1) / 2));
      const checks = [await bag(), await history()];
      const failed = checks.filter(({ status }) => status === 'fail');
      expect(failed.map(({ reason }) => reason).join('\n'), path).toContain(
        path.startsWith('ascmhl/') ? 'ascmhl/' : path,
      );
    }
  });

  it('fails with the name of any file that is gone', async () => {
    for (const path of [...written.contents.keys()]) {
      written = await WrittenPackage.of(parts);
      written.contents.delete(path);
      const failed = [await bag(), await history()].filter(({ status }) => status === 'fail');
      expect(failed.map(({ reason }) => reason).join('\n'), path).toContain(path);
    }
  });

  it.each(['data/stray.tif', 'license/forged.pdf', 'provenance/x.lanran.json'])(
    'fails for a stray %s',
    async (path) => {
      written.contents.set(path, utf8('stray'));
      expect(await bag()).toMatchObject({ status: 'fail', reason: expect.stringContaining(path) });
    },
  );

  it('fails for a path outside the bag', async () => {
    edit('manifest-sha256.txt', (text) => text.replace('data/media/back.tif', 'data/../../back.tif'));
    expect(await bag()).toMatchObject({ status: 'fail', reason: expect.stringContaining('line 1') });
  });

  it('takes a tag manifest that lists the history too, as bagit writes it, and compares that', async () => {
    const [generation = ''] = [...written.contents.keys()].filter((path) => path.endsWith('.mhl'));
    const { sha256 } = await digestFile([written.contents.get(generation) ?? new Uint8Array(0)]);
    edit('tagmanifest-sha256.txt', (text) => `${text}${sha256}  ${generation}\n`);
    expect(await bag()).toMatchObject({ status: 'pass' });
    edit(generation, (text) => `${text}\n`);
    expect(await bag()).toMatchObject({ status: 'fail', reason: expect.stringContaining(generation) });
    written.contents.delete(generation);
    expect(await bag()).toMatchObject({ status: 'fail', reason: expect.stringContaining(generation) });
  });

  it('fails when a tag manifest leaves the manifest out', async () => {
    edit('tagmanifest-sha256.txt', (text) => text.replace(/.* {2}manifest-sha256.txt\n/, ''));
    expect(await bag()).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('manifest-sha256.txt'),
    });
  });

  it('fails with the history of another license', async () => {
    const other = await buildPackage({ options: { terms: { price: 7n } } });
    const theirs = await WrittenPackage.of({ ...other.parts, files: parts.files });
    for (const [path, bytes] of theirs.contents)
      if (path.startsWith('ascmhl/')) written.contents.set(path, bytes);
    for (const path of [...written.contents.keys()])
      if (path.startsWith('ascmhl/') && !theirs.contents.has(path)) written.contents.delete(path);
    expect(await history()).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining(other.parts.facts.licenseId),
    });
    expect(await history(parseLicenseId(`0x${'1'.repeat(64)}`))).toMatchObject({ status: 'fail' });
  });

  it('fails for a generation that the chain file does not list', async () => {
    written.contents.set('ascmhl/0002_x_2026-12-01_000000Z.mhl', utf8('<hashlist/>'));
    expect(await history()).toMatchObject({ status: 'fail', reason: expect.stringContaining('0002_x') });
  });

  it('has at least XXH64 of each file computed, and with full all that is stated', async () => {
    const found = readHistory(written.texts);
    expect(formatsToCompute(found, { isFull: false })('data/media/back.tif')).toEqual(['xxh64']);
    expect(formatsToCompute(found, { isFull: true })('license/odrl.json').toSorted()).toEqual([
      'c4',
      'md5',
      'xxh64',
    ]);
  });

  it('has a receipt of the license that is proven', async () => {
    const license = (await buildPackage()).sample.bundle.license ?? null;
    const { assetId } = parts.facts.terms;
    expect(checkReceipt(written.texts, { license, assetId })).toMatchObject({ status: 'pass' });
    const other = (await buildPackage({ options: { terms: { price: 7n } } })).sample.bundle.license ?? null;
    expect(checkReceipt(written.texts, { license: other, assetId })).toMatchObject({ status: 'fail' });
    const another = parseAssetId(`0x${'1'.repeat(64)}`);
    expect(checkReceipt(written.texts, { license: null, assetId: another })).toMatchObject({
      status: 'fail',
    });
    edit('license/receipt.json', (text) => text.replace('"units": "120000"', '"units": "1"'));
    expect(runPackageCheck('receipt', () => checkReceipt(written.texts, { license, assetId }))).toMatchObject(
      {
        status: 'fail',
        reason: expect.stringContaining('license/receipt.json'),
      },
    );
  });
});

describe('the rights in a receipt', () => {
  const RIGHTS = /"rights": \[[^\]]*\],/;

  it.each([
    ['are those of the terms', (text: string) => text, 'pass'],
    ['are missing in receipts of before', (text: string) => text.replace(RIGHTS, ''), 'pass'],
    ['are not others', (text: string) => text.replace(RIGHTS, '"rights": ["ADAPTABLE"],'), 'fail'],
  ])('%s', async (_, change, status) => {
    const { sample, parts } = await buildPackage({ options: { terms: { rights: 0b1110_0000 } } });
    const receipt = parts.documents.find(({ path }) => path === 'license/receipt.json');
    const text = utf8Text(receipt?.content ?? new Uint8Array(0));
    expect(text).toMatch(/"ADAPTABLE",\s+"ENDURING",\s+"PROMOTABLE"/);
    const texts = new Map([['license/receipt.json', change(text)]]);
    const { license = null, statement } = sample.bundle;
    const proven = { license, assetId: statement.assetId };
    expect(runPackageCheck('receipt', () => checkReceipt(texts, proven)).status).toBe(status);
  });
});

describe('the license of a package', () => {
  const use = (day: string) => ({ on: parseDay(day), today: parseDay(day), territories: null, media: null });
  const within = use('2026-12-01');
  const after = use('2027-01-01');

  it('is that of the proof, and without one that of the receipt, which is not proven', async () => {
    const { parts, sample } = await buildPackage();
    const { texts } = await WrittenPackage.of(parts);
    const license = sample.bundle.license ?? null;
    expect(checkPackageUse(texts, { license, use: within }).status).toBe('pass');
    expect(checkPackageUse(texts, { license, use: after }).status).toBe('fail');
    expect(checkPackageUse(texts, { license: null, use: within }).status).toBe('unknown');
    expect(checkPackageUse(texts, { license: null, use: after }).status).toBe('fail');
  });

  it('allows nothing where neither a proof nor a receipt says what it is', () => {
    expect(checkPackageUse(new Map(), { license: null, use: within }).status).toBe('fail');
  });
});

describe('the ODRL of a package', () => {
  const written = async () => {
    const { parts, sample } = await buildPackage();
    const { texts } = await WrittenPackage.of(parts);
    return { texts, license: sample.bundle.license ?? null };
  };
  const statusOf = (texts: FoundTexts, license: LicenseProof | null) =>
    runPackageCheck('odrl', () => checkOdrl(texts, { license })).status;

  it('is what the proven terms say, and without a proof what the receipt does', async () => {
    const { texts, license } = await written();
    expect(statusOf(texts, license)).toBe('pass');
    expect(statusOf(texts, null)).toBe('unknown');
    const withoutReceipt = new Map([...texts].filter(([path]) => path !== 'license/receipt.json'));
    expect(statusOf(withoutReceipt, null)).toBe('unknown');
    expect(statusOf(new Map(), license)).toBe('unknown');
  });

  it.each([
    ['a later last day', '"2026-12-25"', '"2036-12-25"'],
    ['another medium', '#STREAMING"', '#GAME"'],
    ['an act that is prohibited', '"grantUse"', '"display"'],
    ['a right', '"lanran:rights": [', '"lanran:rights": [\n    { "@id": "urn:lanran:odrl:1#RENEWABLE" },'],
    ['another license', '"uid": "urn:lanran:license:0x', '"uid": "urn:lanran:license:0xff'],
    ['another asset', '"uid": "urn:lanran:asset:0x', '"uid": "urn:lanran:asset:0xff'],
    ['a further member', '"profile"', '"obligation": [],\n  "profile"'],
    ['a member that comes twice', '"permission": [', '"permission": [],\n  "permission": ['],
    ['another meaning of its words', '"urn:lanran:odrl:1#"', '"urn:example#"'],
    ['a text that is no JSON', '{', ''],
  ])('fails for %s', async (_, own, forged) => {
    const { texts, license } = await written();
    const text = texts.get('license/odrl.json') ?? '';
    const changed = text.replace(own, forged);
    expect(changed).not.toBe(text);
    // As a forger would write it, unless the form is what is wrong.
    const again = forged.includes('permission') || forged === '' ? changed : formOf(changed);
    expect(statusOf(new Map([...texts, ['license/odrl.json', again]]), license)).toBe('fail');
  });

  const formOf = (text: string) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
});

describe('the window of a license', () => {
  const day = (text: string) => parseDay(text);
  const wish = {
    media: bitsOf(['STREAMING', 'GAME']),
    territories: parseTerritories('FR,CN'),
    firstDay: day('2027-01-01'),
    lastDay: day('2027-12-31'),
    exclusive: false,
  };
  const any = { on: null, today: day('2027-06-01'), territories: null, media: null };

  it.each([
    ['today within it', {}, 'pass'],
    ['its first day', { on: day('2027-01-01') }, 'pass'],
    ['its last day', { on: day('2027-12-31') }, 'pass'],
    ['the day before, when it was named', { on: day('2026-12-31') }, 'fail'],
    ['the day before, as today', { today: day('2026-12-31') }, 'unknown'],
    ['the day after', { today: day('2028-01-01') }, 'fail'],
    ['a territory of it', { territories: parseTerritories('FR') }, 'pass'],
    ['a territory beyond it', { territories: parseTerritories('FR,US') }, 'fail'],
    ['a medium of it', { media: bitsOf(['GAME']) }, 'pass'],
    ['a medium beyond it', { media: bitsOf(['GAME', 'ADVERTISING']) }, 'fail'],
  ])('says of %s', (_, asked, status) => {
    expect(checkWindow({ wish, rights: 0 }, { ...any, ...asked }).status).toBe(status);
  });

  it('leaves open after its last day whether what endures was finished, in its media and places alone', () => {
    const enduring = { wish, rights: ENDURING };
    const later = { ...any, on: day('2030-01-01') };
    expect(checkWindow(enduring, later)).toEqual({
      status: 'unknown',
      reason:
        'the license ended on 2027-12-31. On 2030-01-01 it allows only this: to show what was finished by 2027-12-31 (ENDURING)',
    });
    expect(checkWindow(enduring, { ...later, media: bitsOf(['ADVERTISING']) }).status).toBe('fail');
    expect(checkWindow(enduring, { ...later, territories: parseTerritories('US') }).status).toBe('fail');
  });

  it('names the medium and place that it allows', () => {
    const asked = { territories: parseTerritories('FR'), media: bitsOf(['GAME']) };
    expect(checkWindow({ wish, rights: 0 }, { ...any, ...asked }).reason).toBe(
      '2027-06-01 is within 2027-01-01 to 2027-12-31, for GAME, in FR',
    );
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ASSET = `0x${'ab'.repeat(32)}`;
const LICENSE = `0x${'1c'.repeat(32)}`;
const WISH = ['--media', 'STREAMING', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-02-01'];
const CONSENT = [
  ...['--media', 'ALL', '--territory', 'WORLD', '--until', '2027-01-01', '--share-bps', '1000'],
];
const COLLECTION = ['consent-collection', '--community', 'miao', '--holder', 'museum', ...CONSENT];
const ELEVEN = Array.from({ length: 11 }, (_, at) => `0x${at.toString(16).padStart(64, '0')}`);

describe('lanran for licensing, badly used', () => {
  it.each<[string, string[], string]>([
    ['a withdrawal of nothing', ['consent-withdraw'], 'ASSET'],
    ['a withdrawal of two things', ['consent-withdraw', ASSET, '--collection', LICENSE], 'ASSET'],
    ['a collection without its community', ['consent-withdraw', '--collection', LICENSE], '--community'],
    [
      'a root that is none',
      ['consent-withdraw', '--collection', 'root', '--community', 'miao'],
      '--collection',
    ],
    ['a collection without its holder', COLLECTION.toSpliced(3, 2), '--holder'],
    ['a collection with an asset twice', [...COLLECTION, '--asset', ASSET, ASSET], '--asset'],
    ['a collection with a share above all', [...COLLECTION, '--share-bps', '10001'], '--share-bps'],
    ['an offer that is none', ['offer-close', '0'], 'OFFER'],
    ['an offer by its id', ['offer-close', ASSET], 'OFFER'],
    ['an asset to license twice', ['license', ASSET, ASSET, ...WISH], 'ASSET'],
    ['eleven assets to license', ['license', ...ELEVEN, ...WISH], 'ASSET'],
    ['a license to renew that is none', ['renew', '7'], 'LICENSE'],
    ['a sublicense for nobody', ['sublicense', LICENSE, ...WISH], '--licensee'],
    [
      'an exclusive sublicense, which there is none of',
      ['sublicense', LICENSE, ...WISH, '--licensee', 'studio', '--exclusive'],
      '--exclusive',
    ],
    ['a transfer to nobody', ['license-transfer', LICENSE], '--to'],
    ['a revocation without a reason', ['revoke', LICENSE], '--reason'],
    ['a revocation for an empty reason', ['revoke', LICENSE, '--reason', ' '], '--reason'],
    ['a revocation for an endless reason', ['revoke', LICENSE, '--reason', 'x'.repeat(2_001)], '--reason'],
    ['a usage report of a license that is none', ['usage', '7', 'report.mhl'], 'LICENSE'],
    ['a private usage report of nothing', ['usage', LICENSE, 'report.mhl', '--private'], '--private'],
    ['a usage report without a file', ['usage', LICENSE, '--note', 'Reel 4'], 'FILE'],
    ['a usage report of a file that is not there', ['usage', LICENSE, 'nowhere.mhl'], 'FILE'],
    [
      'a usage report of days that end before they begin',
      ['usage', LICENSE, 'x.mhl', '--from', '2027-02-01', '--to', '2027-01-01'],
      '--to',
    ],
    ['an agreement of nobody', ['agreed', ASSET, 'x.pdf'], '--for'],
    ['an order of no asset', ['order', ...WISH], 'ORDER|ASSET'],
    ['an order to cancel that is none', ['order-cancel', 'one'], 'ORDER'],
    ['an order to confirm that is none', ['confirm-paid', 'one'], 'ORDER'],
    ['a share to confirm of no order', ['confirm-share'], 'ORDER'],
    ['a claim without a key', ['claim'], '--key-file'],
  ])('refuses %s with exit 2 and names it', async (_, args, field) => {
    const { exitCode, document, stderr } = await lanranJson(args);
    expect({ exitCode, document }).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'BAD_USAGE', field } },
    });
    expect(stderr).toMatch(/^error: .+\n$/);
  });

  describe('while nobody answers', () => {
    let key: string;
    beforeAll(async () => {
      key = join(await temporaryFolder(), 'key');
      await writeFile(key, '11'.repeat(32), { mode: 0o600 });
    });

    it.each<[string, string[]]>([
      ['consent-collection', COLLECTION.slice(1)],
      ['consent-withdraw', [ASSET]],
      ['offer-close', ['1']],
      ['license', [ASSET, ELEVEN[1] ?? '', ...WISH]],
      ['renew', [LICENSE]],
      ['sublicense', [LICENSE, '--licensee', 'studio', ...WISH]],
      ['license-transfer', [LICENSE, '--to', 'studio']],
      ['revoke', [LICENSE, '--reason', 'The weaver asks for it.']],
      ['order', [ASSET, ...WISH]],
      ['order-cancel', [LICENSE]],
      ['confirm-paid', [LICENSE]],
      ['confirm-share', [LICENSE]],
      ['claim', []],
      ['licenses', []],
      ['orders', []],
    ])('%s exits 1 and says that repeating is safe', async (command, args) => {
      const at = ['--api', 'http://127.0.0.1:9', '--key-file', key];
      const { exitCode, document } = await lanranJson([command, ...args, ...at]);
      expect({ exitCode, document }).toMatchObject({
        exitCode: 1,
        document: { error: { code: 'UNREACHABLE' } },
      });
      expect(JSON.stringify(document)).toContain('run the same command again');
    });
  });

  it('lists every command of licensing in its help', async () => {
    const { stdout } = await lanran(['--help']);
    for (const command of ['consent-withdraw', 'offer-close', 'renew', 'confirm-share', 'claim', 'orders'])
      expect(stdout).toContain(`  ${command}`);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lanran, lanranJson } from '../../command-line.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const ASSET = `0x${'ab'.repeat(32)}`;
const WISH = ['--media', 'STREAMING', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-02-01'];
const NOBODY = ['--api', 'http://127.0.0.1:9'];

describe('lanran, badly used', () => {
  let folder: string;
  let film: string;
  let empty: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    empty = await temporaryFolder();
    film = join(folder, 'film.mov');
    await writeFile(film, 'a film');
    await writeFile(join(folder, 'metadata.json'), '{"synthetic":true,"color":"blue"}');
    await writeFile(join(folder, 'no.key'), 'not a key');
    await writeFile(join(folder, 'zero.key'), '00'.repeat(32));
    await writeFile(join(folder, 'key'), '11'.repeat(32), { mode: 0o600 });
    await writeFile(join(folder, 'keystore'), '{"version":3}');
  });

  const publishing = (...more: string[]) => [
    'publish',
    film,
    '--kind',
    'film',
    '--title',
    'A',
    '--community',
    'none',
    ...more,
  ];

  it.each<[string, () => string[], string]>([
    ['no command', () => [], 'command'],
    ['an unknown command', () => ['publsh'], 'publsh'],
    ['an unknown option', () => publishing('--colour', 'red'), '--colour'],
    ['a missing argument', () => ['verify'], 'PATH'],
    ['a missing required option', () => ['publish', film, '--title', 'A'], '--kind'],
    ['an unknown kind', () => ['publish', film, '--kind', 'song', '--title', 'A'], '--kind'],
    ['an unknown access level', () => publishing('--access', 'secret'), '--access'],
    [
      'a community behind what is to be open',
      () => publishing('--access', 'open').map((word) => (word === 'none' ? 'miao' : word)),
      '--access',
    ],
    ['no title', () => ['publish', film, '--kind', 'film', '--community', 'none'], '--title'],
    [
      'no community where no demo gives a default',
      () => ['publish', film, '--kind', 'film', '--title', 'A'],
      '--community',
    ],
    [
      'a file that is not there',
      () => ['publish', join(folder, 'gone'), '--kind', 'film', '--title', 'A'],
      'FILE',
    ],
    ['a folder without files', () => ['publish', empty, '--kind', 'film', '--title', 'A'], 'FILE'],
    ['two files of one name', () => publishing().toSpliced(2, 0, film), 'FILE'],
    [
      'an unknown field of the metadata',
      () => publishing('--metadata', join(folder, 'metadata.json')),
      '--metadata',
    ],
    ['a revision that changes nothing', () => ['revise', ASSET], 'FILE'],
    ['a revision of no asset', () => ['revise', '0x12', '--title', 'A'], 'ASSET'],
    [
      'a file to publish and to remove',
      () => ['revise', ASSET, film, '--remove', 'a.tif', '--remove', 'film.mov'],
      '--remove',
    ],
    ['no key', () => publishing(), '--key-file'],
    ['a key file without a key', () => publishing('--key-file', join(folder, 'no.key')), '--key-file'],
    ['a number that is no key', () => publishing('--key-file', join(folder, 'zero.key')), '--key-file'],
    [
      'a keystore without its passphrase',
      () => publishing('--key-file', join(folder, 'keystore')),
      '--key-file',
    ],
    ['an address that is none', () => publishing('--api', 'platform'), '--api'],
    ['an asset id that is none', () => ['quote', '0x12', ...WISH], 'ASSET'],
    ['an unknown medium', () => ['quote', ASSET, ...WISH, '--media', 'RADIO'], '--media'],
    ['an unknown territory', () => ['quote', ASSET, ...WISH, '--territory', 'XX'], '--territory'],
    ['a day that does not exist', () => ['quote', ASSET, ...WISH, '--from', '2027-02-30'], '--from'],
    ['a window that ends before it begins', () => ['quote', ASSET, ...WISH, '--to', '2026-12-31'], '--to'],
    [
      'a share above everything',
      () => [
        'consent',
        ASSET,
        '--media',
        'ALL',
        '--territory',
        'WORLD',
        '--until',
        '2027-01-01',
        '--share-bps',
        '10001',
      ],
      '--share-bps',
    ],
    ['a license number that is none', () => ['download', 'one', '--out', folder], 'LICENSE'],
    [
      'a chain node while offline',
      () => ['verify', film, '--offline', '--rpc', 'http://127.0.0.1:9'],
      '--rpc',
    ],
    ['a trust file that is none', () => ['verify', film, '--trust', film], '--trust'],
    [
      'a kind nobody can ask for',
      () => ['organization', 'request', 'me', '--kind', 'operator', '--name', 'Me'],
      '--kind',
    ],
    ['an owner that is no address', () => ['accredit', 'museum', '--owner', '0x12'], '--owner'],
  ])('refuses %s with exit 2 and names it', async (_, args, field) => {
    const { exitCode, document, stderr } = await lanranJson(args());
    expect({ exitCode, document }).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'BAD_USAGE', field } },
    });
    expect(stderr).toMatch(/^error: .+\n$/);
  });

  it('says nothing on stdout without --json', async () => {
    expect(await lanran(['verify'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('exits 1 when nobody answers, and says what to do', async () => {
    const { exitCode, document } = await lanranJson([
      ...publishing('--key-file', join(folder, 'key')),
      ...NOBODY,
    ]);
    expect({ exitCode, document }).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'UNREACHABLE' } },
    });
    expect(JSON.stringify(document)).toContain('run the same command again');
  });

  it('never shows what a key file holds', async () => {
    const { stdout, stderr } = await lanran(publishing('--key-file', join(folder, 'no.key')));
    expect(stdout + stderr).not.toContain('not a key');
  });

  it('warns when others can read the key', async () => {
    const path = join(folder, 'open.key');
    await writeFile(path, '11'.repeat(32), { mode: 0o644 });
    const { stderr } = await lanran([...publishing('--key-file', path), ...NOBODY]);
    expect(stderr).toContain(`chmod 600 ${path}`);
  });

  it.each([['--help'], ['publish', '--help'], ['organization', '--help']])(
    'helps with %s and exits 0',
    async (...args) => {
      const { exitCode, stdout } = await lanran(args);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Usage: lanran');
    },
  );
});

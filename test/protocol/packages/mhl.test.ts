import { describe, expect, it } from 'vitest';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { hashFolders } from '@lanran/protocol/packages/directory-hashes';
import { composePackage } from '@lanran/protocol/packages/compose';
import { MHL_NAMESPACE } from '@lanran/protocol/packages/mhl';
import { parseChain, parseGeneration } from '@lanran/protocol/packages/mhl-reader';
import { buildPackage } from './sample.ts';

/** As ascmhl 1.2 wrote them of three small files. */
const BY_ASCMHL = [
  { path: 'data/sub', content: 'b6d4e6c47782ede1', structure: 'da751171c9d22f32' },
  { path: 'data', content: '33cb0167f57b28ba', structure: 'a50b6450dc2c6bae' },
  { path: '', content: '7a0c023c13eae736', structure: 'd22d621dc704b5df' },
];

it('hashes folders as ascmhl does', async () => {
  const folders = await hashFolders([
    { path: 'bagit.txt', xxh64: 'cafc7706cee4572b' },
    { path: 'data/a.txt', xxh64: 'fbbde8981eccc855' },
    { path: 'data/sub/b.txt', xxh64: 'afc37974405adf22' },
  ]);
  expect(folders.map(({ path, content, structure }) => ({ path, content, structure }))).toEqual(BY_ASCMHL);
});

const historyOf = async () => {
  const { parts } = await buildPackage();
  const entries = await composePackage(parts);
  const texts = entries.flatMap((entry) =>
    'content' in entry && entry.path.startsWith('ascmhl/')
      ? [{ path: entry.path, text: utf8Text(entry.content) }]
      : [],
  );
  return { parts, entries, texts };
};

describe('a generation', () => {
  it('lists every file of the package but the history, and says of which license it is', async () => {
    const { parts, entries, texts } = await historyOf();
    const [generation] = texts;
    expect(generation?.path).toBe(
      `ascmhl/0001_lanran-${parts.facts.licenseId.slice(2, 14)}-v1_2026-11-30_211604Z.mhl`,
    );
    const { files, license, asset } = parseGeneration(generation?.text ?? '', 'generation');
    expect({ license, asset }).toEqual({ license: parts.facts.licenseId, asset: parts.facts.asset.id });
    const listed = entries.map(({ path }) => path).filter((path) => !path.startsWith('ascmhl/'));
    expect(files.map(({ path }) => path).sort()).toEqual(listed.sort());
    const back = files.find(({ path }) => path === 'data/media/back.tif');
    expect(back).toMatchObject({ bytes: 3, sha256: parts.files[0]?.sha256, cid: parts.files[0]?.cid });
    expect([...(back?.hashes.keys() ?? [])]).toEqual(['c4', 'md5', 'xxh64']);
    const front = files.find(({ path }) => path === 'data/media/front.tif');
    expect([...(front?.hashes.keys() ?? [])]).toEqual(['xxh64']);
  });

  it('leaves out what ascmhl leaves out, and a name that XML can’t hold', async () => {
    const { parts } = await buildPackage();
    const [file] = parts.files;
    if (file === undefined) throw new Error('The sample has files.');
    const paths = [
      'a/.DS_Store',
      'card/ascmhl/0001_card.mhl',
      'odd\u{fffe}.tif',
      'kept.tif',
      'a&b<c>"d".tif',
    ];
    const entries = await composePackage({ ...parts, files: paths.map((path) => ({ ...file, path })) });
    const content = entries.find(({ path }) => path.endsWith('.mhl') && path.startsWith('ascmhl/'));
    const { files } = parseGeneration(
      content !== undefined && 'content' in content ? utf8Text(content.content) : '',
      'generation',
    );
    const inData = files.map(({ path }) => path).filter((path) => path.startsWith('data/'));
    expect(inData.sort()).toEqual(['data/a&b<c>"d".tif', 'data/kept.tif']);
  });
});

const wrapped = (inner: string) =>
  `<?xml version="1.0"?><hashlist version="2.0" xmlns="${MHL_NAMESPACE}">${inner}</hashlist>`;
const hashOf = (path: string) => wrapped(`<hashes><hash><path>${path}</path></hash></hashes>`);

describe('a generation of others', () => {
  it('may have what this one does not know', () => {
    const { files, ignored } = parseGeneration(
      wrapped(
        `<processinfo><ignore><pattern>*.tmp</pattern></ignore></processinfo>
        <hashes><hash><path size="3">a/b.exr</path><xxh128 action="verified">AB</xxh128><md5 action="failed">cd</md5>
        <previousPath>a/c.exr</previousPath><metadata><x xmlns="urn:x"><path>evil</path></x></metadata></hash></hashes>`,
      ),
      'generation',
    );
    expect(ignored).toEqual(['*.tmp']);
    expect(files).toEqual([
      {
        path: 'a/b.exr',
        bytes: 3,
        hashes: new Map([['xxh128', 'ab']]),
        isFailed: true,
        previousPath: 'a/c.exr',
        sha256: null,
        cid: null,
      },
    ]);
  });

  it.each([
    ['a DTD', '<!DOCTYPE hashlist [<!ENTITY a "b">]><hashlist/>', 'DTD'],
    ['an entity', hashOf('&a;'), 'is not XML'],
    ['a file that is no XML, as a compressed one', '\u{1f}\u{8b}\u{8}', 'is not XML'],
    ['another document', '<html/>', 'is not a hashlist'],
    ['another namespace', '<hashlist xmlns="urn:other"/>', 'is not a hashlist'],
    ['deep nesting', wrapped(`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`), 'nested too deeply'],
    ['a text without end', hashOf('a'.repeat(5000)), 'too long'],
    ['a cut', wrapped('').slice(0, -4), 'is not XML'],
    ['a path outside the package', hashOf('../../etc/passwd'), 'segment'],
    ['an absolute path', hashOf('/etc/passwd'), 'must be relative'],
    ['a hash without a path', wrapped('<hashes><hash/></hashes>'), 'without a path'],
  ])('is refused with %s', (_, text, reason) => {
    expect(() => parseGeneration(text, 'generation')).toThrow(reason);
    expect(() => parseGeneration(text, 'generation')).toThrow('generation');
  });
});

describe('a chain file', () => {
  it('names the generation by its C4 ID', async () => {
    const { texts } = await historyOf();
    const chain = texts.find(({ path }) => path === 'ascmhl/ascmhl_chain.xml')?.text ?? '';
    const [only, ...more] = parseChain(chain);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ sequence: 1, path: texts[0]?.path.slice('ascmhl/'.length) });
    expect(() => parseChain(chain.replace('sequencenr="1"', 'sequencenr="2"'))).toThrow(
      'number its generations',
    );
    expect(() => parseChain(chain.replace('<path>0001', '<path>../0001'))).toThrow('segment');
    expect(() => parseChain(chain.replace(/<hashlist[^]*<\/hashlist>/, ''))).toThrow('no generation');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMetadataFile } from '../../../scripts/cli/options/publication.ts';
import { temporaryFolder } from '../temporary-folder.ts';

it('writes terms that the vocabulary has under its code and names, once each, and says what becomes of each', async () => {
  const path = join(await temporaryFolder(), 'metadata.json');
  const terms = [
    { vocabulary: 'technique', code: 'wax-resist' },
    { vocabulary: 'technique', code: 'x', zh: '蜡染' },
    { vocabulary: 'technique', code: 'velvet', en: 'Velvet' },
  ];
  await writeFile(path, JSON.stringify({ terms }));
  const said: string[] = [];
  expect(await readMetadataFile(path, (line) => void said.push(line))).toEqual({
    terms: [
      { vocabulary: 'technique', code: 'batik', en: 'Batik (wax-resist dyeing)', zh: '蜡染' },
      { vocabulary: 'technique', code: 'velvet', en: 'Velvet' },
    ],
  });
  expect(said).toEqual([
    'technique: wax-resist → Batik (wax-resist dyeing) 蜡染',
    'technique: 蜡染 → Batik (wax-resist dyeing) 蜡染',
    "technique: Velvet → Velvet, no term that this program knows: the platform's concept of this name or, if there is none, a term that your organization proposes",
  ]);
});

it('reads the example of docs/uploading.md', async () => {
  const [, example = ''] =
    /```json\n(\{\n {2}"description"[^`]*)```/.exec(await readFile('docs/uploading.md', 'utf8')) ?? [];
  const path = join(await temporaryFolder(), 'metadata.json');
  await writeFile(path, example);
  const said: string[] = [];
  const { terms = [], ...metadata } = await readMetadataFile(path, (line) => void said.push(line));
  expect(metadata).toEqual({
    description: expect.objectContaining({ en: expect.any(String), zh: expect.any(String) }),
    creditLine: expect.any(String),
    identifier: expect.any(String),
    synthetic: false,
  });
  expect(terms.map(({ vocabulary, code }) => `${vocabulary}/${code}`)).toEqual([
    'technique/batik',
    'ethnicGroup/miao',
    'motif/river-crossing',
  ]);
  expect(said.filter((line) => line.includes('no term that this program knows'))).toHaveLength(1);
});

it.each([
  ['creditLine', { en: 'Museum', zh: '博物馆' }, 'give one text, such as'],
  ['identifier', 7, 'give one text, such as'],
  ['description', 7, 'give a text in English, or'],
  ['synthetic', 'no', 'must be true or false'],
])('says what %s is to be where it is something else', async (field, value, advice) => {
  const path = join(await temporaryFolder(), 'metadata.json');
  await writeFile(path, JSON.stringify({ [field]: value }));
  const reading = readMetadataFile(path, () => undefined);
  await expect(reading).rejects.toThrow(new RegExp(`${field}: ${advice}`));
});

import { writeFile } from 'node:fs/promises';
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

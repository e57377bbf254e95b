import { expect, it } from 'vitest';
import { bringBack, type Candidate } from '../../../web/features/asset/asset/model/bring-back.ts';
import { fixityWord } from '../../../web/features/asset/fixity/model/fixity-state.ts';

const fileOf = (path: string, text: string): Candidate => ({ path, file: new File([text], path) });

/** The "hash" of a file is its text. */
async function run(candidates: readonly Candidate[], wanted: readonly string[]) {
  const hashed: string[] = [];
  const sent: string[] = [];
  const back = await bringBack(candidates, {
    assetId: '0xasset',
    wanted: wanted.map((text) => ({ sha256: text, bytes: String(text.length) })),
    hash: async (file) => {
      hashed.push(file.name);
      return { sha256: await file.text() };
    },
    send: async ({ draftId, file, sha256 }) => void sent.push(`${draftId} ${file.name} ${sha256}`),
    onStep: () => undefined,
  });
  return { back, hashed, sent };
}

it('finds what is wanted whatever its name, hashes only what has its size, and sends it once', async () => {
  const candidates = [
    fileOf('notes.txt', 'too long to be it'),
    fileOf('other.tif', 'skirX'),
    fileOf('renamed.bin', 'skirt'),
    fileOf('copy.tif', 'skirt'),
  ];
  const { back, hashed, sent } = await run(candidates, ['skirt', 'sleeve']);
  expect(back).toBe(1);
  expect(hashed).toEqual(['other.tif', 'renamed.bin']);
  expect(sent).toEqual(['repair:0xasset renamed.bin skirt']);
});

it('sends nothing where nothing is wanted', async () => {
  expect(await run([fileOf('a.tif', 'skirX')], ['skirt'])).toMatchObject({ back: 0, sent: [] });
});

it('says damage before lateness, and lateness before everything else', () => {
  const well = { files: 3, unread: 0, damaged: 0, isMissed: false };
  expect(fixityWord(well)).toBe('intact');
  expect(fixityWord({ ...well, unread: 3 })).toBe('notYet');
  expect(fixityWord({ ...well, unread: 1 })).toBe('intact');
  expect(fixityWord({ ...well, isMissed: true })).toBe('late');
  expect(fixityWord({ ...well, isMissed: true, damaged: 1 })).toBe('damaged');
});

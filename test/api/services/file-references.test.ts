import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AssetFile } from '@lanran/api/assets/domain/asset';
import { FileReferences } from '@lanran/api/files/services/file-references';

const FIELD = { count: 40, bytes: 40, root: `0x${'22'.repeat(32)}` } as const;
const SCENES = Array.from(
  { length: 40 },
  (_, at) => ({ path: `${at}.usda`, sha256: String(at) }) as AssetFile,
);

/** Each scene names 50 files that are there and then 50 that are not. */
function references() {
  const found = Array.from({ length: 50 }, (_, at) => `${at % SCENES.length}.usda`);
  const missing = Array.from({ length: 50 }, (_, at) => `gone-${at}.usda`);
  return new FileReferences({
    fileItems: { placesOf: async () => new Map(SCENES.map(({ path }, at) => [path, at])) },
    manifests: { findMany: async (places) => places.map(({ index }) => SCENES[index] ?? null) },
    inspections: {
      findMany: async (hashes) =>
        hashes.map((sha256) => ({
          sha256,
          version: 1,
          sections: [],
          notices: [],
          references: [...found, ...missing],
        })),
    },
  });
}

describe('names that no file of a version answers to', () => {
  it('are listed in the order of its files, no more than asked for', async () => {
    const listed = await references().unresolvedIn({ filesField: FIELD }, 60);
    expect(listed.map(({ file }) => file.path)).toEqual([
      ...Array<string>(50).fill('0.usda'),
      ...Array<string>(10).fill('1.usda'),
    ]);
    expect(listed[0]?.reference).toEqual({ uri: 'gone-0.usda', state: 'MISSING', index: null });
    expect(await references().unresolvedIn({ filesField: FIELD }, 10_000)).toHaveLength(2_000);
  });

  it('are looked for scene by scene, and others are answered in between', async () => {
    let isDone = false;
    const looking = references()
      .unresolvedIn({ filesField: FIELD }, 10_000)
      .finally(() => {
        isDone = true;
      });
    let turns = 0;
    while (!isDone) {
      await setImmediate();
      turns += 1;
    }
    await looking;
    expect(turns).toBeGreaterThanOrEqual(SCENES.length);
  });
});

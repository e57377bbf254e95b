import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { ConceptLabels } from '@lanran/api/search/domain/concept-labels';
import { plan } from '@lanran/api/search/domain/plan';
import type { AssetIndex } from '@lanran/api/search/ports/asset-index';
import { ASSETS, assetsAfter, titleOf, write } from './killed-index.ts';

const KILLS = 8;
const PROGRAM = fileURLToPath(new URL('killed-program.mts', import.meta.url));
const NO_LABELS = new ConceptLabels([]);
const directory = mkdtempSync(join(tmpdir(), 'lanran-killed-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Gives the last leaf that it said was written. */
async function runAndKill(afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += bytes.toString();
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return Number(said.trimEnd().split('\n').at(-1));
}

async function found(index: AssetIndex, text: string, organizationIds = [organizationIdOf('museum')]) {
  const { total, hits } = await index.search({
    ...{ groups: plan(text, NO_LABELS).groups, filter: {}, audience: { organizationIds }, today: 20_000 },
    ...{ sort: 'OLDEST', first: 100, after: null, maxTerms: null },
  });
  expect(hits).toHaveLength(total);
  return hits.map(({ id }) => id).sort();
}

/** Every asset of the position by its words, and no other. */
async function expectExactly(index: AssetIndex, assets: ReadonlyMap<number, Asset>): Promise<void> {
  const all = [...assets.values()];
  const idsOf = (some: readonly Asset[]) => some.map(({ id }) => id).sort();
  const open = all.filter(({ metadata }) => metadata.access === 'OPEN');
  expect(await found(index, 'heron')).toEqual(idsOf(all));
  expect(await found(index, 'heron', [])).toEqual(idsOf(open));
  for (let number = 0; number < ASSETS; number += 1) {
    const asset = assets.get(number);
    const title = titleOf(number);
    expect(await found(index, title)).toEqual(asset === undefined ? [] : [asset.id]);
    const isOpen = asset?.metadata.access === 'OPEN';
    expect(await index.completions(title, 9)).toEqual(isOpen ? [title] : []);
    if (asset !== undefined) expect(await found(index, asset.metadata.creditLine ?? '')).toContain(asset.id);
  }
}

describe('an index whose process is killed', () => {
  it('is at one position, with exactly the assets of that, and catches up from there', async () => {
    let before = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const said = await runAndKill(Math.random() * 400);
      const copy = mkdtempSync(join(tmpdir(), 'lanran-killed-copy-'));
      cpSync(directory, copy, { recursive: true });
      const index = new LocalAssetIndex(copy);
      const position = await index.position();
      if (position === null) throw new Error(`The index is gone after kill ${kill}.`);
      const { leaves } = position;
      expect(leaves).toBeGreaterThanOrEqual(said);
      expect(leaves).toBeGreaterThan(before);
      await expectExactly(index, assetsAfter(leaves));
      for (let leaf = leaves; leaf < leaves + 3; leaf += 1) await write(index, leaf);
      await expectExactly(index, assetsAfter(leaves + 3));
      await index.close();
      rmSync(copy, { recursive: true });
      before = leaves;
    }
  });
});

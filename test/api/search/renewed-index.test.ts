import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { conceptsOf } from '../concepts/build-concept.ts';
import { ask } from './access-answers.ts';
import { assetOf, SearchedCatalog } from './access-scene.ts';

const GUEST = { kind: 'anonymous' } as const;
const OTHER_CONCEPTS = conceptsOf();
const heron = (number: number, access: 'OPEN' | 'RESTRICTED' = 'OPEN') => {
  const asset = assetOf(number % 500, { holder: organizationIdOf('museum') }, access);
  const id = assetOf(number, { holder: asset.holder }, access).id;
  return { ...asset, id, metadata: { ...asset.metadata, terms: [], description: {} } };
};

/** Whoever passes waits until it is opened. */
class Gate {
  open: () => void = () => undefined;
  reached: () => void = () => undefined;
  readonly isOpen = new Promise<void>((resolve) => (this.open = resolve));
  readonly isReached = new Promise<void>((resolve) => (this.reached = resolve));

  async pass(): Promise<void> {
    this.reached();
    await this.isOpen;
  }
}

describe('an index that is made anew beside the present one', () => {
  let directory: string;
  let searched: SearchedCatalog;
  const count = async () => (await ask(searched, GUEST, { filter: { text: 'heron' } })).totalCount;
  /** The next readings of a whole catalog, each with what it waits for afterwards. */
  const holdReadings = (...gates: readonly (Gate | null)[]) => {
    const { catalog } = searched;
    const read = catalog.listChanged.bind(catalog);
    const waiting = [...gates];
    catalog.listChanged = async (range, ...rest) => {
      const assets = await read(range, ...rest);
      if (range.from === 0) await waiting.shift()?.pass();
      return assets;
    };
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    directory = mkdtempSync(join(tmpdir(), 'lanran-renewed-'));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await searched.close();
    rmSync(directory, { recursive: true });
  });

  it('has what was restricted meanwhile, also for a question that is about to search', async () => {
    searched = new SearchedCatalog([heron(0), heron(1)], { concepts: Concepts.NONE, directory });
    expect(await count()).toBe(2);
    const [reading, searching] = [new Gate(), new Gate()];
    holdReadings(reading);
    searched.concepts = OTHER_CONCEPTS;
    expect(await count()).toBe(2);
    await reading.isReached;
    searched.catalog.put(heron(0, 'RESTRICTED'));
    const { index } = searched;
    const search = index.search.bind(index);
    index.search = async (query) => {
      await searching.pass();
      return search(query);
    };
    const counted = count();
    await searching.isReached;
    reading.open();
    await searched.searching.indexFollower.settled();
    searching.open();
    expect(await counted).toBe(1);
  });

  it('is whole, also where the present one was lost meanwhile', async () => {
    const all = Array.from({ length: 520 }, (_, number) => heron(number));
    searched = new SearchedCatalog(all, { concepts: Concepts.NONE, directory });
    expect(await count()).toBe(520);
    const [renewing, building] = [new Gate(), new Gate()];
    holdReadings(null, renewing, building);
    searched.concepts = OTHER_CONCEPTS;
    expect(await count()).toBe(520);
    await renewing.isReached;
    const database = new Database(join(directory, 'assets.db'));
    database.exec('DELETE FROM position');
    database.close();
    const counting = count().catch(() => null);
    await Promise.race([building.isReached, counting]);
    renewing.open();
    await vi.waitFor(async () => expect(await searched.index.position()).not.toBeNull());
    building.open();
    await counting;
    await searched.searching.indexFollower.settled();
    vi.setSystemTime(Date.now() + 60_000);
    expect(await count()).toBe(520);
  });
});

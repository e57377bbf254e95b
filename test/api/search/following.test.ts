import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { composeSearch } from '@lanran/api/search/compose';
import { buildConcept } from '../concepts/build-concept.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { CatalogDouble, organizationsOf } from './catalog-double.ts';

const ANYBODY = { kind: 'anonymous' } as const;

/** Search over assets in memory, with an index in a directory that outlives it. */
class Scene {
  directory = mkdtempSync(join(tmpdir(), 'lanran-following-'));
  readonly catalog = new CatalogDouble();
  concepts = Concepts.NONE;
  colors = new Map<Hex, readonly AssetColor[]>();
  warnings = 0;
  index = new LocalAssetIndex(this.directory);
  searching = this.#compose();

  #compose() {
    return composeSearch(
      {
        assets: this.catalog as never,
        organizations: organizationsOf(new Map()) as never,
        concepts: { current: async () => this.concepts },
        savedSearches: {} as never,
        descriptions: { listCovers: async () => [] },
        cursors: {} as never,
      },
      {
        index: this.index,
        projection: this.catalog,
        coverColors: { findMany: async () => this.colors },
        lookEveryMs: 1_000,
        clock: { now: () => new Date() },
        logger: { info: () => undefined, warn: () => (this.warnings += 1) } as never,
      },
    );
  }

  /** As after a restart, in a copy: within a process libsql keeps what it has closed locked. `change`: what the process did not see. */
  async restart(change: () => void = () => undefined): Promise<void> {
    await this.index.close();
    const before = this.directory;
    this.directory = mkdtempSync(join(tmpdir(), 'lanran-following-'));
    cpSync(before, this.directory, { recursive: true });
    rmSync(before, { recursive: true });
    change();
    this.index = new LocalAssetIndex(this.directory);
    this.searching = this.#compose();
  }

  publish(number: number, title: string, metadata: Partial<Asset['metadata']> = {}): Asset {
    const asset = buildAsset(
      { id: parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`), publishedIndex: number },
      { title: { en: title }, ...metadata },
    );
    this.catalog.put(asset);
    return asset;
  }

  async count(text: string): Promise<number> {
    const page = { first: 10, after: null };
    const question = { filter: { text }, sort: 'RELEVANCE', page, hasFacets: false } as const;
    return (await this.searching.search.search(ANYBODY, question)).totalCount;
  }

  async countColored(color: AssetColor): Promise<number> {
    const page = { first: 10, after: null };
    const question = { filter: { colors: [color] }, sort: 'NEWEST', page, hasFacets: false } as const;
    return (await this.searching.search.search(ANYBODY, question)).totalCount;
  }

  /** Everything that is on the disk. */
  bytes(): string {
    return readdirSync(this.directory)
      .map((name) => readFileSync(join(this.directory, name), 'latin1'))
      .join('');
  }

  async close(): Promise<void> {
    await this.index.close();
    rmSync(this.directory, { recursive: true });
  }
}

describe('the index', () => {
  let scene: Scene;
  beforeEach(() => void (scene = new Scene()));
  afterEach(() => scene.close());

  it('shows the colors of a picture once it was looked at', async () => {
    const { id, filesField } = scene.publish(0, 'Heron collar');
    expect(await scene.countColored('BLUE')).toBe(0);
    scene.colors.set(filesField.root, ['BLUE']);
    await scene.searching.indexFollower.refresh([id]);
    expect(await scene.countColored('BLUE')).toBe(1);
  });

  it('shows each leaf to the first question after it, and is read again after a restart', async () => {
    scene.publish(0, 'Heron collar');
    expect(await scene.count('heron')).toBe(1);
    scene.publish(1, 'Heron apron');
    expect(await scene.count('heron')).toBe(2);
    await scene.restart(() => scene.publish(2, 'Heron sleeve'));
    expect(await scene.count('heron')).toBe(3);
    expect(scene.warnings).toBe(0);
  });

  it('hides what a leaf restricts from the first question after it', async () => {
    scene.publish(0, 'Heron collar');
    expect(await scene.count('heron')).toBe(1);
    scene.publish(0, 'Heron collar', { access: 'RESTRICTED' });
    expect(await scene.count('heron')).toBe(0);
    expect(await scene.searching.suggestions.suggest('hero')).toEqual([]);
  });

  it('keeps no question waiting for long while it is written to, and answers once it is', async () => {
    scene.publish(0, 'Heron collar');
    expect(await scene.count('heron')).toBe(1);
    const { index } = scene;
    const apply = index.apply.bind(index);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    index.apply = async (batch) => held.then(() => apply(batch));
    scene.publish(1, 'Heron apron');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (let question = 0; question < 3; question += 1) {
        const asked = expect(scene.count('heron')).rejects.toMatchObject({ code: 'SEARCH_NOT_READY' });
        await vi.advanceTimersByTimeAsync(5_000);
        await asked;
      }
    } finally {
      vi.useRealTimers();
    }
    goOn();
    expect(await scene.count('heron')).toBe(2);
  });

  it.each([
    ['cut short', (path: string) => truncateSync(path, 5_000)],
    ['no database', (path: string) => writeFileSync(path, 'x'.repeat(9_000))],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['gone', (path: string) => rmSync(path)],
  ])('is made anew when its file is %s', async (_, damage) => {
    for (let number = 0; number < 50; number += 1) scene.publish(number, `Heron ${number}`);
    expect(await scene.count('heron')).toBe(50);
    await scene.restart(() => damage(join(scene.directory, 'assets.db')));
    expect(await scene.count('heron')).toBe(50);
  });

  it('is made anew when it shows more leaves than the read models, as after a restored backup', async () => {
    scene.publish(0, 'Heron');
    scene.publish(1, 'Collar');
    expect(await scene.count('collar')).toBe(1);
    await scene.restart(() => {
      scene.catalog.clear();
      scene.publish(0, 'Heron');
    });
    expect(await scene.count('collar')).toBe(0);
    expect(await scene.count('heron')).toBe(1);
  });

  it('takes terms for concepts that are accepted later, and answers meanwhile', async () => {
    scene.publish(0, 'Piece', { terms: [{ vocabulary: 'motif', code: 'grue', en: 'Grue' }] });
    expect(await scene.count('grue')).toBe(1);
    expect(await scene.count('crane')).toBe(0);
    const crane = buildConcept('crane', {
      vocabulary: 'motif',
      prefLabel: { zh: '鹤纹', en: 'Crane' },
      altLabels: { zh: [], en: ['Grue'], hant: [], pinyin: [], other: [] },
    });
    scene.concepts = Concepts.NONE.with([{ version: 1, concepts: [crane] }]);
    expect(await scene.count('grue')).toBe(1);
    await scene.searching.indexFollower.settled();
    expect(await scene.count('鹤纹')).toBe(1);
    expect(await scene.count('hewen')).toBe(1);
  });

  it('leaves nothing of erased words in its files', async () => {
    const secret = 'unspeakable heronry';
    const asset = scene.publish(0, 'Collar', { description: { en: secret } });
    expect(await scene.count('unspeakable')).toBe(1);
    expect(scene.bytes()).toContain('unspeak');
    scene.catalog.replace({ ...asset, metadata: { ...asset.metadata, description: {} } });
    await scene.searching.indexFollower.erase([asset.id]);
    expect(await scene.count('unspeakable')).toBe(0);
    expect(await scene.count('collar')).toBe(1);
    expect(scene.bytes()).not.toMatch(/unspeak|heronri|heronry/);
  });
});

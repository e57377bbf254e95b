import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { SearchNotReadyError } from '@lanran/api/platform/kernel/errors';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { ask } from './access-answers.ts';
import { assetOf, SearchedCatalog } from './access-scene.ts';

const GUEST = { kind: 'anonymous' } as const;
const MUSEUM = organizationIdOf('museum');
const heron = (number: number, access: Asset['metadata']['access'] = 'OPEN') =>
  assetOf(number, { holder: MUSEUM }, access);
const HERONS = Array.from({ length: 40 }, (_, number) => heron(number));
const NOT_READY = 'not ready';

/** How many herons are found. */
async function count(catalog: SearchedCatalog): Promise<number | typeof NOT_READY> {
  try {
    return (await ask(catalog, GUEST, { filter: { text: 'heron' }, hasFacets: true })).totalCount;
  } catch (error) {
    if (!(error instanceof SearchNotReadyError)) throw error;
    expect(error.message).toMatch(/Browse the catalog without a text, or ask again in a minute/);
    return NOT_READY;
  }
}

/** Until whatever is wrong is tried again. */
function passTime(): void {
  vi.setSystemTime(Date.now() + 60_000);
}

let written: string;
beforeAll(async () => {
  written = mkdtempSync(join(tmpdir(), 'lanran-written-'));
  const catalog = new SearchedCatalog(HERONS, { directory: written });
  expect(await count(catalog)).toBe(40);
  await catalog.close();
});
afterAll(() => rmSync(written, { recursive: true }));

let directory: string;
let catalog: SearchedCatalog | null = null;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  directory = mkdtempSync(join(tmpdir(), 'lanran-broken-'));
  cpSync(written, directory, { recursive: true });
  // As a process that was killed leaves it.
  rmSync(join(directory, 'assets.db.sha256'));
});
afterEach(async () => {
  vi.useRealTimers();
  await catalog?.close();
  catalog = null;
  rmSync(directory, { recursive: true });
});

const change = (sql: string) => (path: string) => {
  const database = new Database(path);
  database.exec(sql);
  database.close();
};

/** Over which libsql would end the process. */
const NO_UTF_8 = `CAST(X'22FF22' AS TEXT)`;

describe('an index file', () => {
  it.each<[string, (path: string) => void]>([
    ...[1, 99, 100, 511, 512, 4_095, 4_096, 8_192, 40_960].map(
      (size) =>
        [`cut after ${size} bytes`, (path: string) => truncateSync(path, size)] as [string, () => void],
    ),
    ['without its last byte', (path) => truncateSync(path, statSync(path).size - 1)],
    ['empty', (path) => truncateSync(path, 0)],
    ['of garbage', (path) => writeFileSync(path, 'no database'.repeat(9_000))],
    ['with garbage behind it', (path) => appendFileSync(path, 'garbage'.repeat(999))],
    ['beside garbage for its log', (path) => writeFileSync(`${path}-wal`, 'garbage'.repeat(9_000))],
    ['of another version, with other tables', change('DROP TABLE assets; CREATE TABLE assets (id TEXT)')],
    ['of another version, with other facts', change(`UPDATE assets SET facts = '{"kind":"FILM"}'`)],
    ['with facts of nothing', change(`UPDATE assets SET facts = 'null'`)],
    ['with facts that are no JSON', change(`UPDATE assets SET facts = '{'`)],
    ['with texts that are no JSON', change(`UPDATE assets SET text = '{'`)],
    ['with facts that are no UTF-8', change(`UPDATE assets SET facts = ${NO_UTF_8}`)],
    ['with texts that are no UTF-8', change(`UPDATE assets SET text = ${NO_UTF_8}`)],
    ['with an id that is no UTF-8', change(`UPDATE assets SET id = ${NO_UTF_8} WHERE row = 7`)],
    ['of rules that are no UTF-8', change(`UPDATE position SET mapping = ${NO_UTF_8}`)],
    ['without a position', change('DELETE FROM position')],
    ['of other rules', change(`UPDATE position SET mapping = '1.1'`)],
    ['of leaves to come', change('UPDATE position SET leaves = 1000000')],
  ])('%s is made anew, and counts nothing wrongly meanwhile', async (_, damage) => {
    damage(join(directory, 'assets.db'));
    catalog = new SearchedCatalog(HERONS, { directory });
    expect([40, NOT_READY]).toContain(await count(catalog));
    expect(await count(catalog)).toBe(40);
    const [suggested] = await catalog.searching.suggestions.suggest('hero');
    expect(suggested).toMatchObject({ text: 'heron', count: 40 });
  });

  it('with words that are no UTF-8 is made anew by the first question for them', async () => {
    change(`UPDATE words SET word = ${NO_UTF_8} WHERE word = 'egg'`)(join(directory, 'assets.db'));
    catalog = new SearchedCatalog(HERONS, { directory });
    expect(await catalog.searching.suggestions.suggest('hero')).toEqual([]);
    const [suggested] = await catalog.searching.suggestions.suggest('hero');
    expect(suggested).toMatchObject({ text: 'heron', count: 40 });
  });

  it('of which any byte changed while the platform was stopped is made anew', async () => {
    const bytes = readFileSync(join(written, 'assets.db'));
    for (let place = 0; place < bytes.length; place += Math.floor(bytes.length / 50)) {
      cpSync(written, directory, { recursive: true });
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      writeFileSync(join(directory, 'assets.db'), changed);
      const opened = new SearchedCatalog(HERONS, { directory });
      await opened.searching.indexFollower.follow();
      expect(opened.index.rebuilt).toBe(1);
      expect(await count(opened)).toBe(40);
      await opened.close();
    }
  });

  it('that is as it was left is opened, whether or not its writer could close it', async () => {
    for (const isClosed of [true, false]) {
      cpSync(written, directory, { recursive: true });
      if (!isClosed) rmSync(join(directory, 'assets.db.sha256'));
      const opened = new SearchedCatalog(HERONS, { directory });
      expect(await count(opened)).toBe(40);
      expect(opened.index.rebuilt).toBe(0);
      expect(readdirSync(directory)).not.toContain('assets.db.sha256');
      await opened.close();
    }
  });

  it('in whose place is a directory is left alone, said in the log, and made once that is gone', async () => {
    const path = join(directory, 'assets.db');
    rmSync(path);
    mkdirSync(path);
    catalog = new SearchedCatalog(HERONS, { directory });
    expect(await count(catalog)).toBe(NOT_READY);
    expect(catalog.searching.search.isReady()).toBe(false);
    expect(catalog.warnings.join()).toMatch(
      /can't be read or written .*Make .* a directory that the platform/,
    );
    rmSync(path, { recursive: true });
    passTime();
    expect(await count(catalog)).toBe(40);
    expect(catalog.searching.search.isReady()).toBe(true);
  });
});

describe('while the index does not answer', () => {
  it('a text is refused without asking it again, and the catalog is listed', async () => {
    rmSync(join(directory, 'assets.db'));
    mkdirSync(join(directory, 'assets.db'));
    const away = new SearchedCatalog(HERONS, { directory });
    catalog = away;
    const page = { items: [], hasNextPage: false, totalCount: 7 };
    Object.assign(away.catalog, { list: async () => page });
    for (let question = 0; question < 100; question += 1) expect(await count(away)).toBe(NOT_READY);
    expect(away.index.requests).toBeLessThan(5);
    expect(away.warnings).toHaveLength(1);
    const listed = await ask(away, GUEST, { filter: {}, hasFacets: true });
    expect(listed).toMatchObject({ totalCount: 7, facets: null });
    expect(await away.searching.suggestions.suggest('heron')).toEqual([]);
    expect(await away.searching.savedSearches.count(GUEST, { text: 'heron' })).toBeNull();
    await expect(away.searching.search.facets(GUEST, {})).rejects.toMatchObject({ code: 'SEARCH_NOT_READY' });
    // It is asked now and then.
    for (let minute = 0; minute < 3; minute += 1) {
      passTime();
      for (let question = 0; question < 9; question += 1) expect(await count(away)).toBe(NOT_READY);
    }
    expect(away.index.requests).toBeLessThan(20);
  });
});

describe('on a disk', () => {
  let disk: SmallDisk | null = null;
  const mountPoint = () => disk?.path ?? '';
  const remount = (options: string) => execFileSync('mount', ['-o', `remount,${options}`, mountPoint()]);
  beforeEach(({ skip }) => {
    disk = mountSmallDisk(16_384);
    skip(disk === null);
  });
  afterEach(async () => {
    await catalog?.close();
    catalog = null;
    // libsql holds what it has closed until it is collected.
    if (disk !== null) execFileSync('umount', ['--lazy', mountPoint()]);
    if (disk !== null) rmSync(mountPoint(), { recursive: true });
  });

  it('that is full, nothing is found wrongly and no half of an index is left', async () => {
    const path = join(mountPoint(), 'search');
    catalog = new SearchedCatalog(HERONS, { directory: path });
    expect(await count(catalog)).toBe(NOT_READY);
    expect(catalog.warnings.join()).toMatch(/could not be made.*on a disk with room/);
    expect(readdirSync(path)).toEqual([]);
    remount('size=50m');
    passTime();
    expect(await count(catalog)).toBe(40);
    // Full again: what is restricted now may not be found as before.
    const used = Number(execFileSync('du', ['-s', '--block-size=1', mountPoint()]).toString().split('\t')[0]);
    remount(`size=${used}`);
    catalog.catalog.put(heron(0, 'RESTRICTED'));
    for (let number = 40; number < 400; number += 1) catalog.catalog.put(heron(number));
    expect(await count(catalog)).toBe(NOT_READY);
    expect(catalog.warnings.at(-1)).toMatch(/does not answer.*full/);
    remount('size=50m');
    passTime();
    expect(await count(catalog)).toBe(399);
  });

  it('that takes no writing, nothing is found until it does', async () => {
    remount('size=50m');
    const path = join(mountPoint(), 'search');
    cpSync(written, path, { recursive: true });
    remount('ro');
    catalog = new SearchedCatalog(HERONS, { directory: path });
    expect(await count(catalog)).toBe(NOT_READY);
    expect(catalog.warnings.at(-1)).toMatch(/can't be read or written .*read.?only/i);
    remount('rw');
    passTime();
    expect(await count(catalog)).toBe(40);
  });
});

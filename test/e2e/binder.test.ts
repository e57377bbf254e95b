import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSchedule } from '@lanran/protocol/binders/schedule';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { CommandActs } from '../support/command-acts.ts';
import { Installation } from '../support/installation.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const REACH = ['--media', 'streaming', '--territory', 'FR,CN'];
const WISH = [...REACH, '--from', day(0), '--to', day(30)];
const CONSENT = [...REACH, '--until', day(700), '--share-bps', '2000'];
const OFFER = [...REACH, '--from', day(0), '--to', day(600), '--price', '1200 TCNY', '--rights', 'REVOCABLE'];

const Verified = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), status: z.string(), reason: z.string() })),
});

/** The acts follow each other, each on what the earlier ones left. */
describe('a binder of a film, by the command line alone', () => {
  const here = Installation.forSuite();
  const acts = new CommandActs(here);
  const { done } = acts;
  const licenses: string[] = [];
  let list: string;

  beforeAll(async () => {
    await here.start();
    const assets: string[] = [];
    for (const name of ['batik', 'brocade', 'braid']) assets.push(await acts.publish(name));
    for (const asset of assets.slice(0, 2)) {
      await done('council', 'consent', asset, ...CONSENT);
      await done('institution', 'offer', asset, ...OFFER);
      const sold = await done('studio', 'license', asset, ...WISH);
      licenses.push(z.object({ licenseId: z.string() }).parse(sold).licenseId);
    }
    const created = await done('studio', 'list', 'create', 'A film');
    list = z.object({ listId: z.string() }).parse(created).listId;
    await done('studio', 'list', 'add', list, ...assets);
  });

  async function verify(folder: string, ...options: string[]) {
    const outcome = await here.lanran('verify', here.path(folder), ...options);
    return { ...Verified.parse(outcome.document), exitCode: outcome.exitCode };
  }

  it('has a package for each license and a schedule that names what has none', async () => {
    const made = await done('studio', 'binder', list, '--out', here.path('binder'));

    expect(made).toMatchObject({ title: 'A film', ended: [], unlicensed: [{ title: { en: 'braid' } }] });
    const folders = await readdir(here.path('binder/data/licenses'));
    expect(folders).toHaveLength(2);
    expect(folders.join()).toMatch(/batik/);
    const schedule = parseSchedule(await readFile(here.path('binder/data/schedule.json'), 'utf8'));
    expect(schedule.rows.map(({ licenseId }) => licenseId)).toEqual(licenses);
    expect((await readFile(here.path('binder/data/schedule.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    const report = await verify('binder');
    expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(report).toMatchObject({ ok: true, exitCode: 0 });
  });

  it('says of each license what a use is not covered by', async () => {
    const late = await verify('binder', '--on', day(60));
    expect(late.exitCode).toBe(1);
    const window = late.checks.find(({ name }) => name === 'window');
    expect(window).toMatchObject({ status: 'fail' });
    expect((await verify('binder', '--media', 'GAME')).exitCode).toBe(1);
  });

  it('is made again into the same folder, and goes on where it was', async () => {
    await done('studio', 'binder', list, '--out', here.path('binder'));
    expect(await verify('binder')).toMatchObject({ ok: true });
  });

  it('is not written over a history that another tool went on with', async () => {
    const generation = here.path('binder/ascmhl/0002_other.mhl');
    await writeFile(generation, '<hashlist/>');
    const refused = await here.as('studio', 'binder', list, '--out', here.path('binder'));
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'FOLDER_NOT_EMPTY' } } });
    await rm(generation);
  });

  it('says of one that was begun and not ended what to do', async () => {
    const declaration = here.path('binder/bagit.txt');
    const text = await readFile(declaration);
    await rm(declaration);
    const report = await verify('binder');
    expect(report.exitCode).toBe(1);
    expect(report.checks[0]?.reason).toContain('Run lanran binder again');
    await writeFile(declaration, text);
  });

  it('comes as one ZIP that is a binder too', async () => {
    await done('studio', 'binder', list, '--out', here.path('film.zip'), '--folders', '{number}');
    await promisify(execFile)('unzip', ['-q', here.path('film.zip'), '-d', here.path('unpacked')]);
    const [root = ''] = await readdir(here.path('unpacked'));
    const report = await verify(`unpacked/${root}`);
    expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([]);
  });

  it('fails with a changed byte, of a package and of the schedule', async () => {
    const folders = await readdir(here.path('binder/data/licenses'));
    const folder = folders.find((name) => name.endsWith('batik')) ?? '';
    for (const [path, check] of [
      [`data/licenses/${folder}/data/batik.txt`, 'bag'],
      ['data/schedule.csv', 'binder'],
      [`data/licenses/${folder}/license/receipt.json`, 'bag'],
    ] as const) {
      const place = here.path(`binder/${path}`);
      const bytes = await readFile(place);
      const changed = Buffer.from(bytes);
      changed[10] = (changed[10] ?? 0) ^ 1;
      await writeFile(place, changed);
      const report = await verify('binder');
      expect(report.exitCode).toBe(1);
      expect(report.checks.find(({ name }) => name === check)).toMatchObject({ status: 'fail' });
      await writeFile(place, bytes);
    }
    expect(await verify('binder')).toMatchObject({ ok: true });
  });

  it('keeps the row of a license that was revoked, and says why it has no package', async () => {
    await done('institution', 'revoke', licenses[0] ?? '', '--reason', 'The film was canceled.');

    const made = await done('studio', 'binder', list, '--out', here.path('later'));

    expect(made).toMatchObject({ ended: [licenses[0]] });
    const report = await verify('later');
    expect(report.checks.find(({ name }) => name === 'window')).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('The film was canceled.') as string,
    });
    expect(report.checks.find(({ name }) => name === 'schedule')).toMatchObject({ status: 'pass' });
  });

  it('is for members of the licensee alone', async () => {
    const other = await here.as('institution', 'binder', list, '--out', here.path('stolen'));
    expect(other).toMatchObject({ exitCode: 1, document: { error: { code: 'NOT_FOUND' } } });
    const stranger = await here.get(`/binders/${list}.zip`);
    expect(stranger.status).toBe(401);
  });
});

import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { CommandActs } from '../support/command-acts.ts';
import { type Account, Installation } from '../support/installation.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const REACH = ['--media', 'streaming', '--territory', 'FR,CN'];
const WISH = [...REACH, '--from', day(1), '--to', day(30)];
const PERMITTED = ['--media', 'streaming,television', '--territory', 'WORLD'];
const CONSENT = [...PERMITTED, '--until', day(700), '--share-bps', '2000'];
const DAYS = ['--from', day(0), '--to', day(600)];
const OFFER = [...PERMITTED, ...DAYS, '--price', '1200 TCNY'];
/** In a package. */
const LABELS = 'provenance/LABELS-AND-CREDIT.txt';
const ANIMATION = 'demo-highland-animation';

const Sold = z.object({ licenseId: z.string() });
const Failed = z.object({ error: z.object({ code: z.string() }) });

/** The acts follow each other, each on what the earlier ones left. */
describe('the version, the offer and the consent of a license, by the command line alone', () => {
  const here = Installation.forSuite();
  const acts = new CommandActs(here);
  const { done, refused } = acts;
  beforeAll(() => here.start());

  async function failed(account: Account, ...args: readonly string[]): Promise<string> {
    const { exitCode, document } = await here.hereAs(account, ...args);
    expect(exitCode, JSON.stringify(document)).toBe(1);
    return Failed.parse(document).error.code;
  }

  describe('of a version', () => {
    let asset: string;
    let license: string;
    let labels: string;

    /** What a package has, by name. */
    async function packageOf(...options: readonly string[]): Promise<Record<string, string>> {
      const out = here.path(randomUUID());
      await done('studio', 'download', license, '--out', out, ...options);
      const entries = await readdir(out, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(out, join(entry.parentPath, entry.name)))
        .sort();
      const texts = await Promise.all(paths.map((path) => readFile(join(out, path), 'utf8')));
      return Object.fromEntries(paths.map((path, at) => [path, texts[at] ?? '']));
    }

    beforeAll(async () => {
      asset = await acts.publish('sash');
      await done('council', 'consent', asset, ...CONSENT);
      await done('institution', 'offer', asset, ...OFFER);
      ({ licenseId: license } = Sold.parse(await done('studio', 'license', asset, ...WISH)));
      labels = (await packageOf())[LABELS] ?? '';
    });

    it('changes nothing for a license when the asset is revised after the sale', async () => {
      const file = here.path('sash-again.txt');
      await writeFile(file, 'another scan of a sash');
      await done('institution', 'revise', asset, file, '--title', 'a renamed sash');
      const after = await packageOf();

      expect(Object.keys(after).filter((path) => /^(data|provenance)/.test(path))).toEqual([
        'data/sash.txt',
        LABELS,
        `provenance/license-${license}.lanran.json`,
        'provenance/trust.json',
      ]);
      expect(after['data/sash.txt']).toBe('a scan of a sash');
      expect(after[LABELS]).toBe(labels);
      expect(labels).not.toContain('renamed');
      expect(await failed('studio', 'download', license, '--out', here.path('no'), '--version', '2')).toBe(
        'VERSION_NOT_LICENSED',
      );
      const proof = here.path('sash.lanran.json');
      await done('studio', 'proof', license, '--out', proof);
      expect(await done('studio', 'verify', proof, '--offline')).toMatchObject({ ok: true });
    });

    it('shows the newer version, and takes it by an act', async () => {
      expect(await done('studio', 'show', license)).toMatchObject({
        license: { version: 1, versions: [1], newerVersion: 2 },
      });
      expect(await done('studio', 'take-version', license)).toMatchObject({ version: 2 });
      expect(await failed('studio', 'take-version', license)).toBe('NO_NEWER_VERSION');
      expect(await done('studio', 'show', license)).toMatchObject({
        license: { version: 1, versions: [1, 2], newerVersion: null },
      });
      const taken = await packageOf();
      expect(taken['data/sash-again.txt']).toBe('another scan of a sash');
      expect(taken[LABELS]).toContain('a renamed sash');
      expect(await packageOf('--version', '1')).not.toHaveProperty(['data/sash-again.txt']);
    });

    it('sells an earlier version where it is asked for', async () => {
      // On just these terms it was sold above.
      expect(await refused('studio', 'quote', asset, ...WISH, '--version', '1')).toEqual([
        'ALREADY_LICENSED',
      ]);
      expect(await done('studio', 'quote', asset, ...WISH)).toMatchObject({ version: 2 });
      expect(await failed('studio', 'quote', asset, ...WISH, '--version', '3')).toBe('VERSION_UNKNOWN');
    });
  });

  it('offers for one organization alone', async () => {
    const asset = await acts.publish('collar');
    await done('council', 'consent', asset, ...CONSENT);
    const offer = ['offer', asset, ...OFFER, '--only', ANIMATION];
    const opened = await done('institution', ...offer);
    expect(await done('institution', ...offer)).toMatchObject({
      offerId: opened['offerId'],
      alreadyOpen: true,
    });
    expect(await refused('studio', 'quote', asset, ...WISH)).toEqual(['NO_OFFER']);
    expect(await done('studio-animation', 'quote', asset, ...WISH)).toMatchObject({ price: '1200 TCNY' });
    await done('studio-animation', 'license', asset, ...WISH, '--offer', String(opened['offerId']));
  });

  it('prices by a rule, and shows the sum', async () => {
    const asset = await acts.publish('belt');
    await done('council', 'consent', asset, ...CONSENT);
    const rule = [
      '--price-per-month',
      '100 TCNY',
      '--minimum',
      '150 TCNY',
      '--media-factor',
      'STREAMING=1.50',
    ];
    const factors = [...rule, '--territory-factor', 'FR=2.00', '--territory-factor', 'European Union=0.80'];
    const offer = ['offer', asset, ...PERMITTED, ...DAYS, ...factors];
    await done('institution', ...offer);
    expect(await done('institution', ...offer)).toMatchObject({ alreadyOpen: true });
    const quoted = await done('studio', 'quote', asset, ...WISH);
    const { priceParts } = z.object({ priceParts: z.object({ months: z.number() }) }).parse(quoted);
    expect(quoted).toMatchObject({
      price: `${300 * priceParts.months} TCNY`,
      priceParts: { pricePerMonth: '100 TCNY', mediaFactor: '1.50', territoryFactor: '2.00' },
    });
    await done('studio', 'license', asset, ...WISH);
  });

  it('consents to one use, which permits one license', async () => {
    const asset = await acts.publish('cuff');
    const use = [...WISH, '--only', 'demo-wuyang-films', '--min-price', '1000 TCNY', '--share-bps', '2000'];
    expect(await done('council', 'consent', asset, ...use)).toMatchObject({ minPrice: '1000 TCNY' });
    expect(await done('council', 'consent', asset, ...use)).toMatchObject({ already: true });
    await done('institution', 'offer', asset, ...OFFER, '--only', 'demo-wuyang-films');
    await done('studio', 'license', asset, ...WISH);
    expect(await refused('studio', 'quote', asset, ...REACH, '--from', day(2), '--to', day(9))).toEqual([
      'NO_CONSENT',
    ]);
    expect(await done('council', 'consent-withdraw', asset, '--only', 'demo-wuyang-films')).toMatchObject({
      already: true,
    });
  });
});

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { CommandActs } from '../support/command-acts.ts';
import { Installation } from '../support/installation.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const REACH = ['--media', 'streaming', '--territory', 'FR'];

/** What a holder states of copyright and title, from the command line into the proof of a license. */
describe('a rights statement', () => {
  const here = Installation.forSuite();
  const acts = new CommandActs(here);
  let asset = '';

  beforeAll(async () => {
    await here.start();
    asset = await acts.publish('collar');
  });

  it('is put into the next version, shown, and taken away again', async () => {
    await acts.done(
      ...(['institution', 'revise', asset, '--copyright', 'InC'] as const),
      ...['--rights-holder', 'County Museum', '--in-trust-for', 'Xijiang', '--basis-of-title', 'gift'],
    );
    expect(await acts.done('institution', 'show', asset)).toMatchObject({
      asset: {
        rightsStatement: {
          status: 'http://rightsstatements.org/vocab/InC/1.0/',
          rightsHolder: 'County Museum',
          inTrustFor: 'Xijiang',
          basis: 'GIFT',
        },
      },
    });
    await acts.done('institution', 'revise', asset, '--title', 'Collar');
    expect(await acts.done('institution', 'show', asset)).toMatchObject({
      asset: { rightsStatement: { basis: 'GIFT' } },
    });
    await acts.done('institution', 'revise', asset, '--copyright', 'none');
    expect(await acts.done('institution', 'show', asset)).toMatchObject({ asset: { rightsStatement: null } });
  });

  it('is proven by the license of a version that states one', async () => {
    await acts.done('institution', 'revise', asset, '--copyright', 'PDM');
    await acts.done('council', 'consent', asset, ...REACH, '--until', day(700), '--share-bps', '2000');
    const days = ['--from', day(0), '--to', day(600)];
    await acts.done('institution', 'offer', asset, ...REACH, ...days, '--price', '1200 TCNY');
    const wish = [...REACH, '--from', day(1), '--to', day(30)];
    const { licenseId } = await acts.done('studio', 'license', asset, ...wish);
    const folder = here.path('package');
    await acts.done('studio', 'download', z.string().parse(licenseId), '--out', folder);
    const { checks } = await acts.done('studio', 'verify', folder);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'title stated', status: 'pass' }));
    const bundle = await readFile(`${folder}/provenance/license-${String(licenseId)}.lanran.json`, 'utf8');
    expect(bundle).toContain('creativecommons.org/publicdomain/mark');
  });
});

import { readFile } from 'node:fs/promises';
import { Wallet } from 'ethers';
import { MongoClient } from 'mongodb';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readChainFigures } from '../support/chain-figures.ts';
import { type Account, Installation } from '../support/installation.ts';
import { writeScan } from '../support/scans.ts';

const WISH = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];
const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];
const FOLLOWS = { timeout: 15_000, interval: 100 };

/** Nothing is anchored unless an act needs it, so that each act meets the fail point that is meant for it. */
const QUIET_SEALER = { LANRAN_ANCHOR_SECONDS: '86400', LANRAN_ANCHOR_LEAVES: '100000' };

const Assets = z.object({ assets: z.object({ totalCount: z.number() }) });
const Leaf = z.object({ statement: z.object({ kind: z.string() }) });
const Answer = z.looseObject({ assetId: z.string().optional(), leafIndex: z.number().optional() });

/**
 * The platform is killed at one named point after the other. Each new start has the next act's fail point, which the
 * repeated act does not reach.
 */
describe('an act during which the platform is killed', () => {
  const here = Installation.forSuite();
  const assets = { first: '', second: '' };
  beforeAll(async () => {
    await here.start({ ...QUIET_SEALER, LANRAN_FAIL_POINT: 'mid-upload' });
  });

  const restart = (failPoint: string, env: Record<string, string> = {}) =>
    here.start({ ...QUIET_SEALER, LANRAN_FAIL_POINT: failPoint, ...env });

  /** Runs a command that the platform does not survive. */
  async function interrupted(account: Account, ...args: string[]): Promise<void> {
    const command = here.begin(...args, '--key-file', here.keyFile(account));
    const { signal } = await here.platform.ended();
    command.interrupt();
    await command.ended;
    expect(signal).toBe('SIGKILL');
  }

  async function figures() {
    const { assets: published } = Assets.parse(await here.ask('{ assets(first: 1) { totalCount } }'));
    const { licenses, consents, paid } = await readChainFigures(here);
    return { leaves: await here.leafCount(), assets: published.totalCount, licenses, consents, paid };
  }

  /** Kinds of the statements about an asset, in the order of the log, as the database holds them. */
  async function kindsOf(asset: string): Promise<string[]> {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      const leaves = client.db().collection('leaves').find({ assetId: asset }).sort({ _id: 1 });
      return z
        .array(Leaf)
        .parse(await leaves.toArray())
        .map(({ statement }) => statement.kind);
    } finally {
      await client.close();
    }
  }

  async function publishArguments(name: string): Promise<string[]> {
    const path = here.path(`${name}.tif`);
    await writeScan(path, { width: 1_000, height: 700 });
    return ['publish', path, '--kind', 'pattern', '--title', name];
  }

  let before: Awaited<ReturnType<typeof figures>>;
  beforeEach(async () => {
    before = await figures();
  });

  it('mid-upload: nothing is published, and the same command goes on with the upload, on another port too', async () => {
    const publish = await publishArguments('first');
    await interrupted('institution', ...publish);
    await restart('before-anchor', { PORT: '0' });
    expect(await figures()).toEqual(before);

    const repeated = await here.as('institution', ...publish);

    expect(repeated.exitCode).toBe(0);
    expect(repeated.stderr).toContain('going on with the draft of an earlier run');
    assets.first = Answer.parse(repeated.document).assetId ?? '';
    expect(await figures()).toEqual({ ...before, leaves: before.leaves + 1, assets: before.assets + 1 });
  });

  it('between append and anchor: the statement stays, and its asset is anchored and consented to once', async () => {
    const consent = ['consent', assets.first, ...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
    await interrupted('council', ...consent);
    await restart('after-pin');
    expect(await figures()).toEqual(before);

    expect(await here.as('council', ...consent)).toMatchObject({ exitCode: 0 });

    const { anchoredSizes } = await readChainFigures(here);
    expect(anchoredSizes.at(-1)).toBe(before.leaves);
    expect(anchoredSizes.filter((size) => size === before.leaves)).toHaveLength(1);
    await vi.waitUntil(async () => (await kindsOf(assets.first)).length === 2, FOLLOWS);
    expect(await kindsOf(assets.first)).toEqual(['published', 'consented']);
    expect(await figures()).toMatchObject({ consents: before.consents + 1, assets: before.assets });
  });

  it('between pin and append: nothing is published, and the same command publishes once', async () => {
    const publish = await publishArguments('second');
    await interrupted('institution', ...publish);
    await restart('after-purchase-sent');
    expect(await figures()).toEqual(before);

    const repeated = await here.as('institution', ...publish);

    expect(repeated).toMatchObject({ exitCode: 0, document: { leafIndex: before.leaves } });
    expect(await figures()).toEqual({ ...before, leaves: before.leaves + 1, assets: before.assets + 1 });
  });

  it('between a purchase sent and its receipt: it is paid once and sold once', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const terms = [...PERMITTED, '--from', today, '--to', '2028-12-31', '--price', '1200 TCNY'];
    expect(await here.as('institution', 'offer', assets.first, ...terms)).toMatchObject({ exitCode: 0 });
    await interrupted('studio', 'license', assets.first, ...WISH);
    await restart('after-safe-act-sent');

    const repeated = await here.as('studio', 'license', assets.first, ...WISH);
    const again = await here.as('studio', 'license', assets.first, ...WISH);

    expect(repeated).toMatchObject({ exitCode: 0, document: { licenseId: expect.any(String) } });
    expect(again).toMatchObject({ exitCode: 0, document: { alreadyHeld: true } });
    expect(again.document['licenseId']).toBe(repeated.document['licenseId']);
    expect(await figures()).toMatchObject({ licenses: before.licenses + 1, paid: before.paid + 120_000n });
    await vi.waitUntil(async () => (await kindsOf(assets.first)).length >= 4, FOLLOWS);
    expect(await kindsOf(assets.first)).toEqual(['published', 'consented', 'offered', 'licensed']);
  });

  it('between a Safe’s act sent and its receipt: it is done once, and its owner can ask what came of it', async () => {
    const owner = ['--owner', new Wallet((await readFile(here.keyFile('council'), 'utf8')).trim()).address];
    const made = await here.as('council', 'council', 'create', ...owner, '--threshold', '1');
    const safe = z.object({ safe: z.string() }).parse(made.document).safe;
    const succeed = ['council', 'succeed', 'demo-miao-villages', '--candidate', safe];
    expect(await here.as('council', ...succeed)).toMatchObject({ exitCode: 0 });
    const accept = ['council', 'accept', 'demo-miao-villages', '--safe', safe];
    await interrupted('council', ...accept);
    await restart('after-append');

    expect(await here.as('council', ...accept)).toMatchObject({ exitCode: 0 });

    const { document } = await here.as('council', 'council', 'desk', safe);
    expect(document).toMatchObject({ nonce: '1', proposals: [{ state: 'EXECUTED', signatures: 1 }] });
  });

  it('between append and answer: the statement stays, and the same command answers with it', async () => {
    const publish = await publishArguments('third');
    await interrupted('institution', ...publish);
    await restart('mid-upload', { NODE_ENV: 'production' });
    const published = { ...before, leaves: before.leaves + 1, assets: before.assets + 1 };
    await vi.waitUntil(async () => (await figures()).assets === published.assets, FOLLOWS);
    expect(await figures()).toEqual(published);

    const repeated = await here.as('institution', ...publish);

    expect(repeated).toMatchObject({ exitCode: 0, document: { leafIndex: before.leaves } });
    expect(await figures()).toEqual(published);
  });

  it('is not possible in production, whose configuration has no fail points', async () => {
    const publish = await publishArguments('fourth');

    expect(await here.as('institution', ...publish)).toMatchObject({ exitCode: 0 });

    expect(await figures()).toEqual({ ...before, leaves: before.leaves + 1, assets: before.assets + 1 });
  });
});

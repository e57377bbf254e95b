import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandOutcome, Installation } from '../support/installation.ts';

const PERMITTED = ['--media', 'streaming,game', '--territory', 'WORLD'];
const CONSENTED = [...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
const WISH = ['--media', 'streaming', '--territory', 'FR,CN', '--from', '2027-01-01', '--to', '2027-12-31'];

const Reasons = z.object({
  reasons: z.array(z.object({ code: z.string(), en: z.string(), zh: z.string() })),
});
const Desk = z.object({ proposals: z.array(z.object({ hash: z.string(), state: z.string() })) });
const Refusal = z.object({ error: Reasons });

function reasonsOf({ document }: CommandOutcome): z.infer<typeof Reasons>['reasons'] {
  return Reasons.parse(document).reasons;
}

/** Of an act that the contracts refused. */
function refusalCodes({ document }: CommandOutcome): string[] {
  return Refusal.parse(document).error.reasons.map(({ code }) => code);
}

function textIn({ document, stderr }: CommandOutcome, name: string): string {
  const text = document[name];
  if (typeof text !== 'string')
    throw new Error(`no ${name} in ${JSON.stringify(document)}; it said: ${stderr}`);
  return text;
}

function todayText(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What the contracts refuse, met by people at the command line. */
describe('what the platform enforces, by the command line alone', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await mkdir(here.path('keys'), { mode: 0o700 });
    await here.start();
  });

  /** A key file of somebody who is not in the demo data. */
  async function newKey(name: string): Promise<{ readonly file: string; readonly address: string }> {
    const { privateKey, address } = Wallet.createRandom();
    const file = here.path(join('keys', `${name}.key`));
    await writeFile(file, privateKey, { mode: 0o600 });
    return { file, address: address.toLowerCase() };
  }

  async function publish(title: string, community: string): Promise<string> {
    const file = here.path(`${title}.txt`);
    await writeFile(file, title);
    const published = await here.as(
      'institution',
      ...['publish', file, '--kind', 'pattern', '--title', title, '--community', community],
    );
    return textIn(published, 'assetId');
  }

  async function offer(asset: string, ...more: readonly string[]): Promise<void> {
    const terms = [...PERMITTED, '--from', todayText(), '--to', '2028-12-31', '--price', '100 TCNY', ...more];
    expect(await here.as('institution', 'offer', asset, ...terms)).toMatchObject({ exitCode: 0 });
  }

  it('refuses a studio an overlapping exclusive license and names the one in the way in both languages', async () => {
    const asset = await publish('exclusive-batik', 'demo-miao-villages');
    expect(await here.as('council', 'consent', asset, ...CONSENTED)).toMatchObject({ exitCode: 0 });
    await offer(asset, '--exclusive');
    const held = textIn(await here.as('studio', 'license', asset, ...WISH, '--exclusive'), 'licenseId');

    const overlapping = WISH.with(3, 'CN,JP').with(5, '2027-12-31').with(7, '2028-06-30');
    const other = ['--key-file', join(here.dataDir, 'demo-accounts', 'studio-animation.key')];
    const refused = await here.lanran('license', asset, ...overlapping, '--exclusive', ...other);

    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'LICENSE_REFUSED' } } });
    expect(reasonsOf(refused)).toEqual([
      {
        code: 'EXCLUSIVE_OVERLAP',
        en: expect.stringContaining(held),
        zh: expect.stringContaining(held),
      },
    ]);
    // A day later nothing is in the way.
    const free = overlapping.with(5, '2028-01-01');
    expect(await here.lanran('license', asset, ...free, '--exclusive', ...other)).toMatchObject({
      exitCode: 0,
    });
  });

  it('stops the next sale when a council of two out of three keys takes its consent back', async () => {
    const [ama, bao, cen] = await Promise.all(['ama', 'bao', 'cen'].map(newKey));
    const owners = [ama, bao, cen].flatMap((key) => ['--owner', key?.address ?? '']);
    const asOwner = async (key: typeof ama, ...args: readonly string[]) =>
      here.lanran(...args, '--key-file', key?.file ?? '');
    const safe = textIn(await asOwner(ama, 'council', 'create', ...owners, '--threshold', '2'), 'safe');
    const profile = [
      '--kind',
      'community',
      '--name',
      'Buyi villages of Zhenning',
      '--name-zh',
      '镇宁布依族村寨',
    ];
    expect(await asOwner(ama, 'organization', 'request', 'buyi-villages', ...profile)).toMatchObject({
      exitCode: 0,
    });
    const seat = ['--council', safe, '--owner', ama?.address ?? ''];
    expect(await here.as('accreditor', 'accredit', 'buyi-villages', ...seat)).toMatchObject({ exitCode: 0 });
    const asset = await publish('safe-batik', 'buyi-villages');

    /** One owner proposes; the next finds it on the desk and signs. */
    async function agree(...act: readonly string[]): Promise<CommandOutcome> {
      const proposed = await asOwner(ama, ...act, '--safe', safe);
      expect(proposed).toMatchObject({
        exitCode: 0,
        document: { proposal: { state: 'OPEN', signatures: 1, threshold: 2 } },
      });
      expect(proposed.document).not.toHaveProperty('transaction');
      const desk = Desk.parse((await asOwner(bao, 'council', 'desk', safe)).document);
      return asOwner(
        bao,
        'council',
        'sign',
        desk.proposals.find(({ state }) => state === 'OPEN')?.hash ?? '',
      );
    }

    const consented = await agree('consent', asset, ...CONSENTED);
    expect(consented).toMatchObject({ exitCode: 0, document: { state: 'EXECUTED' } });
    await offer(asset);
    expect(await here.as('studio', 'license', asset, ...WISH)).toMatchObject({ exitCode: 0 });

    expect(await agree('consent-withdraw', asset)).toMatchObject({
      exitCode: 0,
      document: { state: 'EXECUTED' },
    });
    const refused = await here.as('studio', 'license', asset, ...WISH.with(7, '2027-11-30'));

    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'LICENSE_REFUSED' } } });
    expect(reasonsOf(refused).map(({ code }) => code)).toEqual(['NO_CONSENT']);
  });

  it('keeps out a council that the accreditor proposed and the present one vetoed', async () => {
    const candidate = await newKey('candidate');
    const accept = ['council', 'accept', 'demo-dong-villages', '--key-file', candidate.file];
    const present = ['--key-file', join(here.dataDir, 'demo-accounts', 'council-dong.key')];
    const named = ['demo-dong-villages', '--candidate', candidate.address];
    expect(await here.as('accreditor', 'council', 'succeed', ...named)).toMatchObject({
      exitCode: 0,
      document: { byCouncil: false },
    });
    expect(refusalCodes(await here.lanran(...accept))).toEqual(['ORGANIZATIONS_TOO_EARLY']);

    expect(await here.lanran('council', 'veto', 'demo-dong-villages', ...present)).toMatchObject({
      exitCode: 0,
      document: { candidate: candidate.address },
    });
    const refused = await here.lanran(...accept);

    expect(refused.exitCode).toBe(1);
    expect(refusalCodes(refused)).toEqual(['ORGANIZATIONS_NOT_CANDIDATE']);
    // The same veto again is nothing more to do.
    expect(await here.lanran('council', 'veto', 'demo-dong-villages', ...present)).toMatchObject({
      exitCode: 0,
      document: { already: true },
    });
  });
});

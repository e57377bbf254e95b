import { writeFile } from 'node:fs/promises';
import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Account, type CommandOutcome, Installation } from '../support/installation.ts';

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

function textIn(document: CommandOutcome['document'], name: string): string {
  return z.string({ error: JSON.stringify(document) }).parse(document[name]);
}

function todayText(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What stops a sale and what is refused is asked as people do, by a process of its own; the rest in this one, which is faster. */
describe('what the platform enforces, by the command line alone', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await here.start();
  });

  /** Somebody who is not in the demo data. */
  async function newPerson(name: string): Promise<{ readonly address: string; readonly key: string[] }> {
    const { privateKey, address } = Wallet.createRandom();
    const file = here.path(`${name}.key`);
    await writeFile(file, privateKey, { mode: 0o600 });
    return { address: address.toLowerCase(), key: ['--key-file', file] };
  }

  const keyOf = (account: Account) => ['--key-file', here.keyFile(account)];

  /** What has to go well before. */
  async function done(...args: readonly string[]): Promise<CommandOutcome['document']> {
    const { exitCode, document } = await here.lanranHere(...args);
    expect(exitCode, JSON.stringify(document)).toBe(0);
    return document;
  }

  async function publish(title: string, community: string): Promise<string> {
    const file = here.path(`${title}.txt`);
    await writeFile(file, title);
    const about = ['--kind', 'pattern', '--title', title, '--community', community];
    return textIn(await done('publish', file, ...about, ...keyOf('institution')), 'assetId');
  }

  async function offer(asset: string, ...more: readonly string[]): Promise<void> {
    const terms = [...PERMITTED, '--from', todayText(), '--to', '2028-12-31', '--price', '100 TCNY', ...more];
    await done('offer', asset, ...terms, ...keyOf('institution'));
  }

  it('refuses a studio an overlapping exclusive license and names the one in the way in both languages', async () => {
    const asset = await publish('exclusive-batik', 'demo-miao-villages');
    await done('consent', asset, ...CONSENTED, ...keyOf('council'));
    await offer(asset, '--exclusive');
    const sold = await done('license', asset, ...WISH, '--exclusive', ...keyOf('studio'));
    const held = textIn(sold, 'licenseId');

    const overlapping = WISH.with(3, 'CN,JP').with(5, '2027-12-31').with(7, '2028-06-30');
    const refused = await here.as('studio-animation', 'license', asset, ...overlapping, '--exclusive');

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
    await done('license', asset, ...free, '--exclusive', ...keyOf('studio-animation'));
  });

  it('stops the next sale when a council of two out of three keys takes its consent back', async () => {
    const [ama, bao, cen] = [await newPerson('ama'), await newPerson('bao'), await newPerson('cen')];
    const owners = [ama, bao, cen].flatMap(({ address }) => ['--owner', address]);
    const safe = textIn(await done('council', 'create', ...owners, '--threshold', '2', ...ama.key), 'safe');
    const name = ['--name', 'Buyi villages of Zhenning', '--name-zh', '镇宁布依族村寨'];
    await done('organization', 'request', 'buyi-villages', '--kind', 'community', ...name, ...ama.key);
    const seat = ['--council', safe, '--owner', ama.address];
    await done('accredit', 'buyi-villages', ...seat, ...keyOf('accreditor'));
    const asset = await publish('safe-batik', 'buyi-villages');

    /** One owner proposes; another finds it on the desk. @returns what the other runs to sign it */
    async function propose(...act: readonly string[]): Promise<string[]> {
      const proposed = await done(...act, '--safe', safe, ...ama.key);
      expect(proposed).toMatchObject({ proposal: { state: 'OPEN', signatures: 1, threshold: 2 } });
      expect(proposed).not.toHaveProperty('transaction');
      const { proposals } = Desk.parse(await done('council', 'desk', safe, ...bao.key));
      const hashes = proposals.filter(({ state }) => state === 'OPEN').map(({ hash }) => hash);
      return ['council', 'sign', ...hashes, ...bao.key];
    }

    const executed = { state: 'EXECUTED', signatures: 2 };
    expect(await done(...(await propose('consent', asset, ...CONSENTED)))).toMatchObject(executed);
    await offer(asset);
    await done('license', asset, ...WISH, ...keyOf('studio'));

    const signed = await here.lanran(...(await propose('consent-withdraw', asset)));
    expect(signed).toMatchObject({ exitCode: 0, document: executed });
    const refused = await here.as('studio', 'license', asset, ...WISH.with(7, '2027-11-30'));

    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'LICENSE_REFUSED' } } });
    expect(reasonsOf(refused).map(({ code }) => code)).toEqual(['NO_CONSENT']);
  });

  it('keeps out a council that the accreditor proposed and the present one vetoed', async () => {
    const candidate = await newPerson('candidate');
    const accept = ['council', 'accept', 'demo-dong-villages', ...candidate.key];
    const named = ['demo-dong-villages', '--candidate', candidate.address];
    const proposed = await done('council', 'succeed', ...named, ...keyOf('accreditor'));
    expect(proposed).toMatchObject({ byCouncil: false });
    expect(refusalCodes(await here.lanranHere(...accept))).toEqual(['ORGANIZATIONS_TOO_EARLY']);

    expect(await here.as('council-dong', 'council', 'veto', 'demo-dong-villages')).toMatchObject({
      exitCode: 0,
      document: { candidate: candidate.address },
    });
    const refused = await here.lanran(...accept);

    expect(refused.exitCode).toBe(1);
    expect(refusalCodes(refused)).toEqual(['ORGANIZATIONS_NOT_CANDIDATE']);
    // The same veto again has nothing left to do.
    const again = await done('council', 'veto', 'demo-dong-villages', ...keyOf('council-dong'));
    expect(again).toMatchObject({ already: true });
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lanran } from '../scripts/command-line.ts';
import { type Account, type CommandOutcome, Installation } from '../support/installation.ts';

const WINDOW = ['--media', 'game', '--territory', 'WORLD', '--to', '2028-12-31'];
const ALREADY = { exitCode: 0, document: { already: true } };

const Members = z.object({ members: z.array(z.object({ address: z.string(), role: z.string() })) });
const Reasons = z.object({ reasons: z.array(z.object({ code: z.string() })) });
const Files = z.object({ files: z.array(z.object({ path: z.string(), bytes: z.number() })) });
const REVISED = `query ($id: ID!) {
  asset(id: $id) { title { en zh } description { en zh } identifier files { path } versions { version } }
}`;
const Refusal = z.object({ error: Reasons });

/** Acts that change who decides, each repeated as after an interruption. In this process: a command alone takes a second. */
describe('who decides about organizations and assets, by the command line', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await here.start();
  });

  const as = async (account: Account, ...args: readonly string[]) => here.hereAs(account, ...args);
  async function show(subject: string, account: Account = 'auditor'): Promise<string> {
    const { exitCode, stdout, stderr } = await lanran(
      ['show', subject, '--key-file', here.keyFile(account)],
      here.commandEnvironment(),
    );
    if (exitCode !== 0) throw new Error(`show ${subject} failed: ${stderr}`);
    return stdout;
  }

  async function newKey(name: string) {
    const { privateKey, address } = Wallet.createRandom();
    const file = here.path(`${name}.key`);
    await writeFile(file, privateKey, { mode: 0o600 });
    return { file, address: address.toLowerCase() };
  }

  async function publish(title: string, community = 'none'): Promise<string> {
    const file = here.path(`${title}.txt`);
    await writeFile(file, title);
    const kind = ['--kind', 'pattern', '--title', title, '--community', community];
    const { document } = await as('institution', 'publish', file, ...kind);
    return z.string().parse(document['assetId']);
  }

  async function offer(asset: string): Promise<void> {
    const from = new Date().toISOString().slice(0, 10);
    const terms = [...WINDOW, '--from', from, '--price', '100 TCNY'];
    expect(await as('institution', 'offer', asset, ...terms)).toMatchObject({ exitCode: 0 });
  }

  async function quoteReasons(asset: string): Promise<string[]> {
    const { document } = await as('studio', 'quote', asset, ...WINDOW, '--from', '2027-01-01');
    return Reasons.parse(document).reasons.map(({ code }) => code);
  }

  describe("an organization's people", () => {
    const museum = 'demo-qingshui-museum';
    const members = async () =>
      Members.parse((await here.lanranHere('members', 'list', museum)).document).members;

    it('are added, replaced and removed by an owner, each once', async () => {
      const [editor, successor] = [await newKey('editor'), await newKey('successor')];
      const add = ['members', 'add', museum, editor.address, '--role', 'editor'];
      const replace = ['members', 'replace', museum, editor.address, '--by', successor.address];
      const remove = ['members', 'remove', museum, successor.address];

      expect(await as('institution', ...add)).toMatchObject({ exitCode: 0 });
      expect(await members()).toContainEqual({ address: editor.address, role: 'EDITOR' });
      expect(await as('institution', ...add)).toMatchObject(ALREADY);

      expect(await as('institution', ...replace)).toMatchObject({ exitCode: 0 });
      expect(await members()).toContainEqual({ address: successor.address, role: 'EDITOR' });
      expect(await as('institution', ...replace)).toMatchObject(ALREADY);

      expect(await as('institution', ...remove)).toMatchObject({ exitCode: 0 });
      expect((await members()).map(({ role }) => role)).toEqual(['OWNER']);
      expect(await as('institution', ...remove)).toMatchObject(ALREADY);

      const { exitCode, document } = await as('institution', ...add);
      expect(exitCode).toBe(1);
      expect(Refusal.parse(document).error.reasons).toMatchObject([{ code: 'ORGANIZATIONS_MEMBER_EXISTS' }]);
    });

    it('say where its money goes', async () => {
      const { address } = await newKey('bank');
      expect(await as('studio', 'payout', museum, address)).toMatchObject({ exitCode: 1 });
      expect(await as('institution', 'payout', museum, address)).toMatchObject({ exitCode: 0 });
      expect(await show(museum)).toContain(`paid at ${address}`);
      expect(await as('institution', 'payout', museum, address)).toMatchObject(ALREADY);
    });

    it('move the money with a key by one signature, and are warned when it goes to nobody', async () => {
      const [lost, fresh] = [await newKey('lost'), await newKey('fresh')];
      await as('institution', 'members', 'add', museum, lost.address, '--role', 'editor');
      await as('institution', 'payout', museum, lost.address);
      expect(await show(museum)).toContain(`paid at ${lost.address} (a member)`);

      const replace = ['members', 'replace', museum, lost.address, '--by', fresh.address];
      expect(await as('institution', ...replace, '--payout', fresh.address)).toMatchObject({
        exitCode: 0,
        document: { payout: fresh.address },
      });
      expect(await show(museum)).toContain(`paid at ${fresh.address} (a member)`);

      expect(await as('institution', 'members', 'remove', museum, fresh.address)).toMatchObject({
        exitCode: 0,
      });
      expect(await show(museum)).toContain(`warning: the money of ${museum} goes to nobody`);
    });

    it('of a community, have their council name the next, which takes the seat at once', async () => {
      const next = await newKey('next-council');
      const succeed = ['council', 'succeed', 'demo-dong-villages', '--candidate', next.address];
      const seat = ['council', 'accept', 'demo-dong-villages', '--payout', next.address];
      const accept = [...seat, '--key-file', next.file];

      expect(await as('council-dong', ...succeed)).toMatchObject({
        exitCode: 0,
        document: { byCouncil: true },
      });
      expect(await show('demo-dong-villages')).toContain(`names ${next.address} as the next one`);
      expect(await as('council-dong', ...succeed)).toMatchObject(ALREADY);
      expect(await here.lanranHere(...accept)).toMatchObject({ exitCode: 0 });
      expect(await show('demo-dong-villages')).toContain(`council ${next.address}`);
      expect(await show('demo-dong-villages')).toContain(`paid at ${next.address} (the council)`);
      expect(await here.lanranHere(...accept)).toMatchObject(ALREADY);
    });
  });

  it('asks for admission, answers, is refused with a reason, and asks again under the same short name', async () => {
    const asker = await newKey('asker');
    const other = await newKey('other-asker');
    const request = ['organization', 'request', 'new-archive', '--kind', 'institution', '--name', 'Archive'];
    const words = ['--contact', 'office@archive.example', '--letter', 'We keep 40 reels.'];
    const by = (key: { readonly file: string }, ...args: readonly string[]) =>
      here.lanranHere(...args, '--key-file', key.file);
    const stateOf = async () =>
      (await by(asker, 'organization', 'requests')).document['requests'] as readonly object[];

    expect(await by(asker, ...request, ...words)).toMatchObject({ exitCode: 0 });
    expect(await as('accreditor', 'accredit', 'requests')).toMatchObject({
      document: { requests: [{ slug: 'new-archive', contact: 'office@archive.example' }] },
    });
    expect(await as('studio', 'accredit', 'requests')).toMatchObject({ exitCode: 1 });
    await as('accreditor', 'accredit', 'ask', 'new-archive', '--question', 'Who answers for it?');
    expect(await stateOf()).toMatchObject([{ state: 'ASKED_BACK', question: 'Who answers for it?' }]);
    await by(asker, 'organization', 'answer', 'new-archive', '--text', 'Li Ming.');
    await as('accreditor', 'accredit', 'refuse', 'new-archive', '--reason', 'Nobody there knows of it.');
    expect(await stateOf()).toMatchObject([{ state: 'REFUSED', reason: 'Nobody there knows of it.' }]);
    expect(await by(other, ...request)).toMatchObject({ exitCode: 0 });
    expect(await by(other, 'organization', 'withdraw', 'new-archive')).toMatchObject({ exitCode: 0 });
  });

  it('revises an asset by its holder alone, keeping what the proof of the version before shows', async () => {
    const asset = await publish('revised');
    const folder = here.path('next');
    await mkdir(folder);
    const [same, more, metadata] = [
      join(folder, 'revised.txt'),
      join(folder, 'more.txt'),
      join(folder, 'metadata.json'),
    ];
    await writeFile(same, 'a better scan');
    await writeFile(more, 'a second plate');
    await writeFile(metadata, '{"description":{"zh":"补充说明"},"identifier":"QS-7"}');
    const pathsIn = ({ document }: CommandOutcome) => Files.parse(document).files.map(({ path }) => path);

    const joined = await as(
      'institution',
      'revise',
      asset,
      more,
      '--title-zh',
      '修订',
      '--metadata',
      metadata,
    );
    expect(joined).toMatchObject({ exitCode: 0, document: { assetId: asset, version: 2 } });
    expect(pathsIn(joined)).toEqual(['revised.txt', 'more.txt']);
    const replaced = await as('institution', 'revise', asset, same, '--remove', 'more.txt', '--title', '');
    expect(replaced).toMatchObject({ exitCode: 0, document: { version: 3 } });
    expect(Files.parse(replaced.document).files).toMatchObject([{ path: 'revised.txt', bytes: 13 }]);

    expect(await here.ask(REVISED, { id: asset })).toEqual({
      asset: {
        title: { en: null, zh: '修订' },
        description: { en: null, zh: '补充说明' },
        identifier: 'QS-7',
        files: [{ path: 'revised.txt' }],
        versions: [{ version: 3 }, { version: 2 }, { version: 1 }],
      },
    });
    expect(await as('institution', 'revise', asset, '--remove', 'more.txt')).toMatchObject({
      exitCode: 2,
      document: { error: { field: '--remove' } },
    });
    expect(await as('institution-liping', 'revise', asset, '--title', 'Ours')).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'FORBIDDEN' } },
    });
  });

  it('hands an asset to another organization, which alone withdraws it from sale', async () => {
    const asset = await publish('handed-over');
    await offer(asset);
    const { document } = await as('studio', 'license', asset, ...WINDOW, '--from', '2027-01-01');
    const license = z.string().parse(document['licenseId']);
    const transfer = ['transfer', asset, '--to', 'demo-liping-culture-center'];
    const accept = ['accept', asset, '--for', 'demo-liping-culture-center'];

    expect(await as('institution', ...transfer)).toMatchObject({ exitCode: 0 });
    expect(await as('institution', ...transfer)).toMatchObject(ALREADY);
    expect(await as('institution', 'transfer', asset, '--cancel')).toMatchObject({ exitCode: 0 });
    expect(await as('institution', 'transfer', asset, '--cancel')).toMatchObject(ALREADY);
    expect(await as('institution-liping', ...accept)).toMatchObject({ exitCode: 1 });

    expect(await as('institution', ...transfer)).toMatchObject({ exitCode: 0 });
    expect(await show(asset)).toContain('offered to demo-liping-culture-center');
    expect(await as('institution-liping', ...accept)).toMatchObject({ exitCode: 0 });
    expect(await as('institution-liping', ...accept)).toMatchObject(ALREADY);
    expect(await show(asset)).toContain('held by demo-liping-culture-center');
    expect(await show(asset)).toContain('not on offer');

    expect(await as('institution', 'withdraw', asset)).toMatchObject({ exitCode: 1 });
    expect(await as('institution-liping', 'withdraw', asset)).toMatchObject({ exitCode: 0 });
    expect(await as('institution-liping', 'withdraw', asset)).toMatchObject(ALREADY);
    expect(await show(asset)).toContain('withdrawn from sale for good');
    expect(await show(license, 'studio')).toMatch(
      /demo-wuyang-films may use asset .+GAME in the whole world/s,
    );
  });

  it('freezes new sales of an asset while a council or an auditor disputes it', async () => {
    const asset = await publish('sacred', 'demo-miao-villages');
    const dispute = ['dispute', asset, '--reason', 'The motif is sacred: 此纹样为祭祀所用。'];
    const resolve = [...['dispute-resolve', asset], '--reason', 'Both sides agree.', '--organization'];

    expect(await as('auditor', ...dispute)).toMatchObject({ exitCode: 0 });
    expect(await as('auditor', ...dispute)).toMatchObject(ALREADY);
    expect(await as('council', ...dispute)).toMatchObject({ exitCode: 0 });
    expect(await show(asset)).toMatch(/disputed by demo-provenance-audit since .+此纹样为祭祀所用/);
    expect(await quoteReasons(asset)).toContain('ASSET_DISPUTED');

    expect(await as('council', 'dispute-retract', asset)).toMatchObject({ exitCode: 0 });
    expect(await as('council', 'dispute-retract', asset)).toMatchObject(ALREADY);
    expect(await as('institution', ...resolve, 'demo-provenance-audit')).toMatchObject({ exitCode: 1 });
    expect(await as('accreditor', ...resolve, 'demo-provenance-audit')).toMatchObject({ exitCode: 0 });
    expect(await as('accreditor', ...resolve, 'demo-provenance-audit')).toMatchObject(ALREADY);
    expect(await show(asset)).not.toContain('disputed');
    expect(await quoteReasons(asset)).not.toContain('ASSET_DISPUTED');
  });

  it('pauses and resumes sales by the accreditor', async () => {
    const asset = await publish('paused');
    await offer(asset);
    expect(await as('institution', 'pause')).toMatchObject({ exitCode: 1 });
    expect(await as('accreditor', 'pause')).toMatchObject({ exitCode: 0 });
    expect(await as('accreditor', 'pause')).toMatchObject(ALREADY);
    expect(await quoteReasons(asset)).toEqual(['SALES_PAUSED']);
    expect(await as('accreditor', 'resume')).toMatchObject({ exitCode: 0 });
    expect(await as('accreditor', 'resume')).toMatchObject(ALREADY);
    expect(await quoteReasons(asset)).toEqual([]);
  });

  it('seats a Safe as a council by the signatures of its owners', async () => {
    const [elder, owner] = [await newKey('elder'), await newKey('owner')];
    const owners = ['--owner', owner.address, '--owner', elder.address, '--threshold', '1'];
    const create = ['council', 'create', ...owners, '--key-file', owner.file];
    const { document } = await here.lanranHere(...create);
    const safe = z.string().parse(document['safe']);
    expect(await here.lanranHere(...create)).toMatchObject({ document: { safe } });

    const accept = ['council', 'accept', 'demo-miao-villages', '--safe', safe, '--key-file', owner.file];
    expect(await here.lanranHere(...accept)).toMatchObject({ exitCode: 1 });
    const succeed = ['council', 'succeed', 'demo-miao-villages', '--candidate', safe];
    expect(await as('council', ...succeed)).toMatchObject({ exitCode: 0 });
    expect(await here.lanranHere(...accept)).toMatchObject({
      exitCode: 0,
      document: { council: safe, proposal: { state: 'EXECUTED' } },
    });
    expect(await show('demo-miao-villages')).toContain(`council ${safe}`);
    expect(await here.lanranHere(...accept)).toMatchObject(ALREADY);
    expect(await as('council', ...succeed)).toMatchObject(ALREADY);
  });
});

import { contractAddress } from '@lanran/sdk/kernel/session';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { offerMany, previewOffers } from '@lanran/sdk/licensing/bulk-offers';
import { admit, newPerson, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { todayIn } from '../../support/sales.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const Answer = z.object({
  offers: z.array(
    z.object({
      assetId: z.string(),
      number: z.string(),
      identifier: z.string().nullable(),
      outcome: z.string(),
      offerId: z.string().nullable(),
      reason: z.string().nullable(),
      replaces: z.array(z.string()).optional(),
      reasons: z.array(z.object({ code: z.string(), zh: z.string() })).optional(),
    }),
  ),
  counts: z.record(z.string(), z.number()),
});

describe('one template of terms over many assets', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let museum: OrganizationId;
  let community: OrganizationId;
  const [curator, elder] = [newPerson(), newPerson()];

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function typed(person: Person, args: readonly string[]): Promise<readonly string[]> {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    return [...args, '--api', served.url, '--key-file', keyFile];
  }
  const run = async (person: Person, ...args: readonly string[]) =>
    lanranJson(await typed(person, args), { LANRAN_STATE_DIR: join(folder, 'state') });
  const offers = async (...args: readonly string[]) => {
    const { exitCode, document } = await run(curator, ...args);
    return { exitCode, ...Answer.parse(document) };
  };
  const publish = async (content: Parameters<typeof buildContent>[0] = {}): Promise<AssetId> =>
    (await publishAsset(services, curator, { organizationId: museum, content: buildContent(content) }))
      .assetId;
  const makeList = async (...assetIds: readonly AssetId[]): Promise<string> => {
    const { document } = await run(curator, 'list', 'create', 'Batik');
    const { listId } = z.object({ listId: z.string() }).parse(document);
    await run(curator, 'list', 'add', listId, ...assetIds);
    return listId;
  };
  const terms = () => {
    const today = todayIn(services);
    const days = ['--from', formatDay(today), '--to', formatDay(today + 300)];
    return ['--media', 'streaming', '--territory', 'CN,FR', ...days];
  };
  const wish = () => ({
    media: bitsOf(['STREAMING']),
    territories: parseTerritories('CN,FR'),
    firstDay: todayIn(services),
    lastDay: todayIn(services) + 300,
    exclusive: false,
  });
  const consent = async (assetId: AssetId, shareBps: string) => {
    const reach = ['--media', 'all', '--territory', 'world', '--until', formatDay(todayIn(services) + 365)];
    await run(elder, 'consent', assetId, ...reach, '--share-bps', shareBps);
  };

  it('offers a list, says the same when repeated, and takes the place of what it covers', async () => {
    const [first, second] = [await publish(), await publish()];
    const list = await makeList(first, second);
    const command = ['list', 'offer', list, ...terms()];

    const opened = await offers(...command, '--price', '1200 TCNY');
    expect(opened).toMatchObject({ exitCode: 0, counts: { NEW: 2 } });
    expect(opened.offers.map(({ assetId }) => assetId)).toEqual([first, second]);
    const [one] = opened.offers;
    expect(one?.offerId).toMatch(/^\d+$/);

    const again = await offers(...command, '--price', '1200 TCNY');
    expect(again).toMatchObject({ exitCode: 0, counts: { SAME: 2 } });
    expect(again.offers.map(({ offerId }) => offerId)).toEqual(opened.offers.map(({ offerId }) => offerId));

    const dearer = await offers(...command, '--price', '1500 TCNY');
    expect(dearer).toMatchObject({ exitCode: 0, counts: { REPLACES: 2 } });
    expect(dearer.offers[0]?.replaces).toEqual([one?.offerId]);
    const { document } = await run(curator, 'show', first);
    expect(document).toMatchObject({ asset: { offers: [{ id: dearer.offers[0]?.offerId }] } });
  });

  it('says which assets are refused and why, and offers the others with the share of each consent', async () => {
    const [shared, dearer] = [await publish({ community }), await publish({ community })];
    const [unasked, free] = [await publish({ community }), await publish()];
    await consent(shared, '2000');
    await consent(dearer, '3000');
    const list = await makeList(shared, dearer, unasked, free);

    const dry = await offers('list', 'offer', list, ...terms(), '--price', '10 TCNY', '--dry-run');
    expect(dry).toMatchObject({ exitCode: 1, counts: { NEW: 3, REFUSED: 1 } });

    const answer = await offers('list', 'offer', list, ...terms(), '--price', '10 TCNY');
    expect(answer).toMatchObject({ exitCode: 1, counts: { NEW: 3, REFUSED: 1 } });
    expect(answer.offers[2]).toMatchObject({
      assetId: unasked,
      offerId: null,
      reasons: [{ code: 'NO_CONSENT', zh: '其社区尚未同意。' }],
    });
    const shares = await Promise.all(
      [shared, dearer, free].map(async (assetId) => (await run(curator, 'show', assetId)).document),
    );
    expect(shares).toMatchObject(
      [2_000, 3_000, 0].map((communityShareBps) => ({ asset: { offers: [{ communityShareBps }] } })),
    );

    const lower = ['--price', '11 TCNY', '--share-bps', '2000'];
    expect(await offers('list', 'offer', list, ...terms(), ...lower)).toMatchObject({
      counts: { REPLACES: 2, REFUSED: 2 },
    });
  });

  it('leaves an offer open where the one in its place is refused', async () => {
    const [first, second] = [await publish({ community }), await publish()];
    await consent(first, '2000');
    const command = ['offer-many', '--asset', `${first},${second}`, ...terms()];
    const opened = await offers(...command, '--price', '10 TCNY');
    const platform = await served.connect(curator);
    const { template, ...preview } = await previewOffers(
      platform,
      { kind: 'ASSETS', assetIds: [first, second] },
      {
        ...wish(),
        holder: museum,
        price: 2_000n,
        token: contractAddress(platform.deployment, 'TestToken'),
        rights: 0,
      },
    );
    // After the look.
    await consent(first, '3000');

    const { rows } = await offerMany(platform, { template, ...preview });
    expect(rows).toMatchObject([
      { outcome: 'REFUSED', closed: [], reasons: [{ code: 'OFFER_BOOK_SHARE_TOO_LOW' }] },
      { outcome: 'REPLACES', state: 'DONE', closed: [opened.offers[1]?.offerId] },
    ]);
    const { document } = await run(curator, 'show', first);
    expect(document).toMatchObject({ asset: { offers: [{ id: opened.offers[0]?.offerId }] } });
  });

  it('consents to a list by one act, and again is the same', async () => {
    const [first, second, held] = [
      await publish({ community }),
      await publish({ community }),
      await publish(),
    ];
    await consent(first, '1000');
    const reach = ['--media', 'all', '--territory', 'world', '--until', formatDay(todayIn(services) + 700)];
    const parties = ['--community', 'xijiang', '--holder', 'museum'];
    const own = await run(elder, 'list', 'create', 'Ours');
    const { listId } = z.object({ listId: z.string() }).parse(own.document);
    await run(elder, 'list', 'add', listId, first, second, held);
    const command = ['consent-collection', '--list', listId, ...parties, ...reach, '--share-bps', '2000'];

    const done = await run(elder, ...command);
    expect(done).toMatchObject({ exitCode: 1 });
    expect(done.document).toMatchObject({
      counts: { NEW: 1, REPLACES: 1, REFUSED: 1 },
      consents: [
        { assetId: first, outcome: 'REPLACES', state: 'DONE' },
        { assetId: second, outcome: 'NEW', state: 'DONE' },
        { assetId: held, outcome: 'REFUSED', reasons: [{ code: 'OTHER_COMMUNITY' }] },
      ],
    });
    expect((await run(elder, ...command)).document).toMatchObject({ counts: { SAME: 2, REFUSED: 1 } });
    expect(await offers('offer-many', '--asset', second, ...terms(), '--price', '9 TCNY')).toMatchObject({
      counts: { NEW: 1 },
    });
  });

  it('takes named assets by their numbers, and keeps what another media sells', async () => {
    const assetId = await publish();
    const narrow = await offers('offer-many', '--asset', assetId, ...terms(), '--price', '5 TCNY');
    const { number = '', offerId } = narrow.offers[0] ?? {};
    const game = terms().map((word) => (word === 'streaming' ? 'game' : word));

    expect(await offers('offer-many', '--asset', number, ...game, '--price', '5 TCNY')).toMatchObject({
      counts: { NEW: 1 },
    });
    const both = terms().map((word) => (word === 'streaming' ? 'game,streaming' : word));
    const replaced = await offers('offer-many', '--asset', number, ...both, '--price', '5 TCNY');
    expect(replaced.offers[0]?.replaces).toHaveLength(2);
    expect(replaced.offers[0]?.replaces).toContain(offerId);
  });

  it('tells a price a month from the same flat price', async () => {
    const assetId = await publish();
    const command = ['offer-many', '--asset', assetId, ...terms()];
    await offers(...command, '--price', '30 TCNY');

    expect(await offers(...command, '--price-per-month', '30 TCNY')).toMatchObject({
      counts: { REPLACES: 1 },
    });
    expect(await offers(...command, '--price-per-month', '30 TCNY')).toMatchObject({ counts: { SAME: 1 } });
  });

  it('asks before it offers, and shows what the first look came to', async () => {
    const list = await makeList(await publish());
    const args = await typed(curator, ['list', 'offer', list, ...terms(), '--price', '7 TCNY']);

    expect(await lanran(args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
    const declined = await lanran(args, {}, { ask: async () => 'no' });
    expect(declined).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(': new') });
    expect(await lanran(args, {}, { ask: async () => 'yes' })).toMatchObject({ exitCode: 0 });
  });

  it('refuses prices by which exclusive licenses are blocked for little, unless that is meant', async () => {
    const assetId = await publish();
    const years = (word: readonly string[]) => [...word.slice(0, -1), formatDay(todayIn(services) + 1_400)];
    const plain = ['offer', assetId, ...years(terms()), '--price-per-month', '10 TCNY'];
    expect(await run(curator, ...plain)).toMatchObject({ exitCode: 0 });
    const exclusive = [...plain, '--exclusive', '--exclusivity-factor', '3.00'];

    const refused = await run(curator, ...exclusive);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.document).toMatchObject({
      error: { field: '--accept-cheap-blocking', message: expect.stringContaining('20 TCNY') },
    });
    const many = exclusive.flatMap((word) => (word === 'offer' ? ['offer-many', '--asset'] : [word]));
    expect(await run(curator, ...many)).toMatchObject({ exitCode: 2 });
    const accepted = await run(curator, ...exclusive, '--accept-cheap-blocking');
    expect(accepted).toMatchObject({ exitCode: 0 });
    expect(accepted.document).toMatchObject({ blocking: { cost: '20 TCNY', isCheap: true, licenses: 2 } });
  });
});

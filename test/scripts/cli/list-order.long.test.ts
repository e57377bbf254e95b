import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay } from '@lanran/protocol/kernel/day';
import { type AssetId, type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { closeOfferAct, consentAct, offeringAct, todayIn } from '../../support/sales.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const Ordered = z.object({
  order: z.object({ id: z.string(), number: z.string() }),
  lines: z.array(z.object({ asset: z.string(), orderId: z.string(), number: z.string(), state: z.string() })),
  totals: z.array(z.string()),
  invoices: z.array(z.object({ number: z.string(), holder: z.string() })),
});

const [MUSEUM, ARCHIVE] = ['museum', 'archive'].map(organizationIdOf);
const [XIJIANG, LANGDE] = ['xijiang', 'langde'].map(organizationIdOf);

describe('lanran list order', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  const [curator, archivist, producer, elder, weaver, stranger] = [
    ...[newPerson(), newPerson(), newPerson()],
    ...[newPerson(), newPerson(), newPerson()],
  ] as const;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: archivist });
    await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    await admit(services, { slug: 'langde', kind: 'COMMUNITY', owner: weaver });
    await admit(services, { slug: 'studio', kind: 'STUDIO', owner: producer });
    await admit(services, { slug: 'other-studio', kind: 'STUDIO', owner: stranger });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  const env = () => ({ LANRAN_STATE_DIR: join(folder, 'state') });
  async function argumentsOf(person: Person, args: readonly string[]): Promise<readonly string[]> {
    const keyFile = join(folder, `${person.address}.key`);
    await writeFile(keyFile, person.privateKey, { mode: 0o600 });
    return [...args, '--api', served.url, '--key-file', keyFile];
  }
  const runAs = async (person: Person, ...args: readonly string[]) =>
    lanranJson(await argumentsOf(person, args), env());
  const run = async (...args: readonly string[]) => runAs(producer, ...args);
  const textAs = async (person: Person, ...args: readonly string[]) =>
    (await lanran(await argumentsOf(person, args), env())).stdout;

  interface Offered {
    readonly title: string;
    readonly owner?: Person;
    readonly holder?: OrganizationId | undefined;
    readonly council?: Person;
    readonly community?: OrganizationId | undefined;
  }
  const offered = async ({
    title,
    owner = curator,
    holder = MUSEUM,
    council = elder,
    community = XIJIANG,
  }: Offered): Promise<{ assetId: AssetId; offerId: string }> => {
    if (holder === undefined || community === undefined) throw new Error('named above');
    const content = buildContent({ title: { en: title }, community });
    const { assetId } = await publishAsset(services, owner, { organizationId: holder, content });
    await relayAct(services, council, consentAct(services, assetId, { holder }));
    const { offerId } = await relayAct(services, owner, offeringAct(services, assetId));
    if (offerId === null) throw new Error('no offer');
    return { assetId, offerId };
  };
  const useOf = () => {
    const today = todayIn(services);
    const window = ['--from', formatDay(today), '--to', formatDay(today + 30)];
    return ['--media', 'streaming', '--territory', 'world', ...window];
  };
  const listOf = async (title: string, assetIds: readonly AssetId[]): Promise<string> => {
    const { document } = await run('list', 'create', title);
    const { listId } = z.object({ listId: z.string() }).parse(document);
    await run('list', 'add', listId, ...assetIds);
    return listId;
  };
  const order = async (...args: readonly string[]) => {
    const { document, exitCode } = await run('list', 'order', ...args, '--yes');
    expect(exitCode, JSON.stringify(document)).toBe(0);
    return Ordered.parse(document);
  };

  it('sells three assets of two holders and two communities by one order', async () => {
    const three = [
      await offered({ title: 'First' }),
      await offered({
        ...{ title: 'Second', owner: archivist, holder: ARCHIVE, council: weaver, community: LANGDE },
      }),
      await offered({ title: 'Third', council: weaver, community: LANGDE }),
    ].map(({ assetId }) => assetId);
    const list = await listOf('Episode 7', three);
    const details = ['--purchase-order', 'PO-7', '--bill-to', 'Studio\nTax 1'];
    const placed = await order(list, ...useOf(), ...details);
    expect(placed.totals).toEqual(['3600 TCNY']);
    expect(placed.lines.map(({ asset, state }) => [asset, state]).sort()).toEqual(
      three.map((asset) => [asset, 'ORDERED']).sort(),
    );
    expect(placed.invoices.map(({ holder }) => holder).sort()).toEqual([ARCHIVE, MUSEUM].sort());
    // The same again is the same order.
    expect((await order(list, ...useOf())).order).toEqual(placed.order);

    const invoiceOf = (organization: OrganizationId | undefined) =>
      placed.invoices.find(({ holder }) => holder === organization)?.number ?? 'none';
    const { number } = placed.order;
    expect(await textAs(producer, 'order', number)).toContain(`order ${number}, Episode 7,`);
    expect(await textAs(curator, 'order', number)).not.toContain(invoiceOf(ARCHIVE));
    for (const refused of [
      await runAs(stranger, 'order', number),
      await runAs(stranger, 'confirm-paid', invoiceOf(MUSEUM)),
      await runAs(curator, 'order', invoiceOf(ARCHIVE)),
    ])
      expect(refused.exitCode).not.toBe(0);

    expect((await runAs(curator, 'invoice-details', number, '--tax-rate', '6')).document).toMatchObject({
      ...{ purchaseOrder: 'PO-7', billTo: 'Studio\nTax 1', taxRateBps: 600, taxAmount: '135.85 TCNY' },
      number: invoiceOf(MUSEUM),
    });
    expect((await run('invoice-details', number, '--bill-to', 'x')).document).toMatchObject({
      error: { message: expect.stringContaining('has 2 invoices') },
    });
    expect(await runAs(curator, 'remind', number)).toMatchObject({ exitCode: 0 });
    expect((await runAs(curator, 'remind', number)).document).toMatchObject({
      error: { message: expect.stringContaining('Ask again tomorrow') },
    });

    const third = placed.lines.find(({ asset }) => asset === three[2])?.number ?? 'none';
    const one = await runAs(curator, 'confirm-paid', number, '--line', third);
    expect(one).toMatchObject({ exitCode: 0, document: { outcomes: [{ number: third, outcome: 'DONE' }] } });
    expect((await runAs(curator, 'confirm-paid', number)).document).toMatchObject({
      outcomes: [{ outcome: 'DONE' }],
    });
    expect((await runAs(curator, 'confirm-paid', number)).document).toMatchObject({
      ...{ already: true, outcomes: [] },
    });
    expect((await runAs(archivist, 'confirm-paid', invoiceOf(ARCHIVE))).exitCode).toBe(0);
    expect(await textAs(weaver, 'confirm-share', '--all')).toContain('2 of 2 shares confirmed');
    expect((await runAs(elder, 'confirm-share', number)).exitCode).toBe(0);

    const now = Ordered.parse((await run('order', number)).document);
    expect(now.lines.map(({ state }) => state)).toEqual(['LICENSED', 'LICENSED', 'LICENSED']);
    const { licenses } = z
      .object({ licenses: z.array(z.object({ assetId: z.string() })) })
      .parse((await run('licenses')).document);
    expect(licenses.map(({ assetId }) => assetId).sort()).toEqual([...three].sort());

    const file = join(folder, 'orders.csv');
    await runAs(curator, 'orders', '--csv', file);
    const rows = (await readFile(file, 'utf8'))
      .split('\r\n')
      .filter((row) => row.includes(invoiceOf(MUSEUM)));
    expect(rows).toHaveLength(2);
  });

  it('signs nothing when the offer of a line closed since the table was shown, and names it', async () => {
    const offers = [await offered({ title: 'Open' }), await offered({ title: 'Closing' })];
    const list = await listOf('Closed', [...offers.map(({ assetId }) => assetId)]);
    const args = await argumentsOf(producer, ['list', 'order', list, ...useOf()]);
    const refused = await lanran(args, env(), {
      ask: async () => {
        await relayAct(services, curator, closeOfferAct(offers[1]?.offerId ?? ''));
        return 'yes';
      },
    });
    expect(refused).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^2 of 2: .*Nothing was ordered/),
    });
    const { listOrders } = z
      .object({ listOrders: z.array(z.object({ title: z.string() })) })
      .parse((await run('orders')).document);
    expect(listOrders.filter(({ title }) => title === 'Closed')).toEqual([]);
    // What is left is ordered after another yes.
    const rest = await order(list, ...useOf());
    expect(rest.lines.map(({ asset }) => asset)).toEqual([offers[0]?.assetId]);
  });

  it('goes on after an end between the order and the chain, and is taken back', async () => {
    const offers = [await offered({ title: 'Early' }), await offered({ title: 'Late' })];
    const list = await listOf(
      'Broken off',
      offers.map(({ assetId }) => assetId),
    );
    const { bills } = stack.stores;
    const isPlaced = async () => (await bills.listIds(ALL, 100)).length;
    const before = await isPlaced();
    const { relayCalls } = services.batchRelay;
    services.batchRelay.relayCalls = async () => Promise.reject(new Error('killed'));
    const broken = await run('list', 'order', list, ...useOf(), '--yes');
    services.batchRelay.relayCalls = relayCalls;
    expect(broken.exitCode).not.toBe(0);
    expect(await isPlaced()).toBe(before + 1);

    const placed = await order(list, ...useOf());
    expect(await isPlaced()).toBe(before + 1);
    expect(placed.lines.map(({ state }) => state)).toEqual(['ORDERED', 'ORDERED']);
    const line = placed.lines[0]?.number ?? 'none';
    const one = Ordered.parse((await run('order-cancel', placed.order.number, '--line', line)).document);
    expect([one.lines.map(({ state }) => state).sort(), one.totals]).toEqual([
      ['CANCELED', 'ORDERED'],
      ['1200 TCNY'],
    ]);
    const all = Ordered.parse((await run('order-cancel', placed.order.number)).document);
    expect([all.lines.map(({ state }) => state), all.totals]).toEqual([['CANCELED', 'CANCELED'], []]);
    expect((await order(list, ...useOf())).order).not.toEqual(placed.order);
  });

  it('finds licenses that were ordered alone by the same commands', async () => {
    const { assetId } = await offered({ title: 'Alone' });
    const { document } = await run('order', assetId, ...useOf());
    const { orderId } = z.object({ orderId: z.string(), state: z.literal('ORDERED') }).parse(document);
    const shown = Ordered.parse((await run('order', orderId)).document);
    expect(shown).toMatchObject({ order: { id: orderId }, lines: [{ orderId }], totals: ['1200 TCNY'] });
    expect((await runAs(curator, 'confirm-paid', shown.order.number)).document).toMatchObject({
      ...{ orderId, state: 'ORDERED', isPaid: true },
    });
    expect((await runAs(elder, 'confirm-share', orderId)).document).toMatchObject({
      ...{ orderId, state: 'LICENSED', licenseId: orderId },
    });
  });
});

const ALL = { first: `0x${'00'.repeat(32)}`, last: `0x${'ff'.repeat(32)}` } as const;

import { readFile, writeFile } from 'node:fs/promises';
import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from '@lanran/sdk/accounts/connect';
import { relay } from '@lanran/sdk/acts/relaying';
import { readKeyFile } from '@lanran/sdk/node/key-file';
import { buyAct, mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { orderSayingAct } from '@lanran/sdk/licensing/orders/order-acts';
import { findOrder } from '@lanran/sdk/licensing/orders/orders';
import { agreedOf, quote } from '@lanran/sdk/licensing/quotes';
import { parseWish } from '@lanran/sdk/licensing/wish';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import { parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { Installation } from '../support/installation.ts';

const PEOPLE = ['accreditor', 'museum', 'village', 'hamlet', 'studio', 'stranger'] as const;
type Person = (typeof PEOPLE)[number];

const WINDOW = ['--media', 'streaming', '--territory', 'FR,CN', '--from', '2027-01-01', '--to', '2027-12-31'];

/** The same as a wish of the API. */
const USE = {
  ...{ media: ['STREAMING'], territories: ['FR', 'CN'] },
  ...{ from: '2027-01-01', to: '2027-12-31', exclusive: false },
};

const Ordered = z.object({
  order: z.object({ id: z.string(), number: z.string() }),
  lines: z.array(z.object({ orderId: z.string(), state: z.string() })),
  totals: z.array(z.string()),
});
const Invoices = z.object({
  listOrders: z.array(
    z.object({ invoices: z.array(z.object({ number: z.string(), reference: z.string() })) }),
  ),
});

/** From an empty platform to licenses that were paid by bank transfer. */
describe('an institution on an empty platform', () => {
  const here = Installation.emptyForSuite();
  const keyFile = (who: Person) => here.path(`${who}.key`);
  const as = async (who: Person, ...args: readonly string[]) =>
    here.lanranHere(...args, '--key-file', keyFile(who));
  const done = async (who: Person, ...args: readonly string[]) => {
    const outcome = await as(who, ...args);
    expect(outcome, args.join(' ')).toMatchObject({ exitCode: 0 });
    return outcome.document;
  };
  const idOf = (document: Record<string, unknown>, name: string) => z.string().parse(document[name]);
  const platformOf = async (who: Person) => connect(here.url, await readKeyFile(keyFile(who)));
  const assets: string[] = [];
  let list: string;
  let ordered: z.infer<typeof Ordered>;

  beforeAll(async () => {
    const addresses = new Map<Person, string>();
    for (const who of PEOPLE) {
      const { privateKey, address } = Wallet.createRandom();
      await writeFile(keyFile(who), privateKey, { mode: 0o600 });
      addresses.set(who, address);
    }
    await here.start({ LANRAN_DEMO: '0', LANRAN_ACCREDITOR: addresses.get('accreditor') ?? '' });
    for (const [who, kind] of [
      ['museum', 'institution'],
      ['village', 'community'],
      ['hamlet', 'community'],
      ['studio', 'studio'],
    ] as const) {
      await done(who, 'organization', 'request', who, '--kind', kind, '--name', who, '--letter', 'Please.');
      await done('accreditor', 'accredit', who);
    }
    for (const [at, community] of (['village', 'village', 'hamlet'] as const).entries()) {
      const file = here.path(`cloth-${at}.txt`);
      await writeFile(file, `cloth ${at}`);
      const named = ['--kind', 'pattern', '--title', `Cloth ${at}`, '--community', community];
      const assetId = idOf(await done('museum', 'publish', file, ...named), 'assetId');
      const consent = ['--media', 'streaming', '--territory', 'WORLD', '--until', '2028-12-31'];
      await done(community, 'consent', assetId, ...consent, '--share-bps', '2000');
      assets.push(assetId);
    }
    list = idOf(await done('museum', 'list', 'create', 'For sale'), 'listId');
    await done('museum', 'list', 'add', list, ...assets);
  });

  it('has currencies that are paid by invoice, and no play money', async () => {
    const { document } = await here.lanranHere('currencies');
    expect(document).toMatchObject({
      currencies: ['CNY', 'USD', 'EUR', 'HKD', 'GBP', 'JPY'].map((code) => ({ code, kind: 'UNIT' })),
    });
    const refused = await as('stranger', 'fund', '--amount', '1000000 TCNY');
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'NO_PLAY_MONEY' } } });
  });

  it('offers a list in yuan by one act', async () => {
    const window = [
      '--media',
      'streaming',
      '--territory',
      'WORLD',
      '--from',
      '2026-12-01',
      '--to',
      '2028-12-31',
    ];
    const wrong = await as('museum', 'list', 'offer', list, ...window, '--price', '12.50 JPY');
    expect(wrong).toMatchObject({ exitCode: 2 });
    expect(wrong.stderr).toContain('JPY');
    const document = await done('museum', 'list', 'offer', list, ...window, '--price', '1200 CNY', '--yes');
    expect(document).toMatchObject({ counts: { NEW: 3 } });
  });

  it('sells nothing at once: not by a purchase, nor by an act that is sent without asking', async () => {
    const [asset = ''] = assets;
    const quoted = await done('studio', 'quote', asset, ...WINDOW);
    expect(quoted).toMatchObject({ price: '1200 CNY', paidBy: 'INVOICE' });
    const refused = await as('studio', 'license', asset, ...WINDOW);
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'PAID_BY_INVOICE' } } });
    const platform = await platformOf('studio');
    const licensee = (await chooseLicensee(platform, undefined)).id;
    const wish = parseWish(USE);
    const answer = await quote(platform.api, { assetId: parseAssetId(asset), licensee, wish: USE });
    const { price, ...agreed } = agreedOf(answer, {
      ...{ assetId: parseAssetId(asset), version: null, licensee, wish },
      origin: 'SALE',
    });
    const act = buyAct(
      { ...agreed, assetId: parseAssetId(asset), licensee, wish, maxPrice: price.amount },
      null,
    );
    await expect(relay(platform, act)).rejects.toMatchObject({
      reasons: [expect.objectContaining({ code: 'UNIT_OF_ACCOUNT_NOT_MONEY' })],
    });
  });

  it('gives a stranger neither play money nor a license or an order', async () => {
    const stranger = await platformOf('stranger');
    const mint = relay(stranger, mintAct(stranger.signer.address, 1n));
    await expect(mint).rejects.toMatchObject({ code: 'NO_CONTRACT' });
    const [asset = ''] = assets;
    for (const command of ['license', 'order'])
      expect(await as('stranger', command, asset, ...WINDOW)).toMatchObject({ exitCode: 1 });
  });

  it('is ordered from by one order, with one invoice', async () => {
    const wanted = idOf(await done('studio', 'list', 'create', 'Wanted', ...WINDOW), 'listId');
    await done('studio', 'list', 'add', wanted, ...assets);
    const order = [
      'list',
      'order',
      wanted,
      '--purchase-order',
      'PO-7',
      '--bill-to',
      'Studio, Paris',
      '--yes',
    ];
    ordered = Ordered.parse(await done('studio', ...order));
    expect(ordered.lines.map(({ state }) => state)).toEqual(['ORDERED', 'ORDERED', 'ORDERED']);
    expect(ordered.totals).toEqual(['3600 CNY']);
    const pdf = here.path('invoice.pdf');
    await done('museum', 'invoice', ordered.order.number, '--out', pdf);
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lets nobody else confirm: neither the payment nor a share', async () => {
    const id = parseLicenseId(ordered.lines[0]?.orderId ?? '');
    const order = await findOrder((await platformOf('studio')).api, id);
    if (order === null) throw new Error('ordered above');
    for (const who of ['stranger', 'studio', 'hamlet'] as const)
      for (const saying of ['confirmPaid', 'confirmShare'] as const)
        await expect(
          relay(await platformOf(who), orderSayingAct(saying, order.terms)),
          `${who} ${saying}`,
        ).rejects.toThrow();
    expect((await as('stranger', 'order', ordered.order.number)).exitCode).not.toBe(0);
    expect(await done('studio', 'licenses')).toMatchObject({ licenses: [] });
  });

  it('confirms what the bank statement says, and each community its part', async () => {
    const { listOrders } = Invoices.parse(await done('museum', 'orders'));
    const [invoice] = listOrders[0]?.invoices ?? [];
    const statement = here.path('statement.csv');
    await writeFile(
      statement,
      `Date,Amount,Currency,Reference,Name\n2026-12-03,3600.00,CNY,${invoice?.reference ?? ''},Studio\n`,
    );
    await done('museum', 'bank-statement', statement, '--for', 'museum', '--confirm', '--yes');
    expect(await done('studio', 'licenses')).toMatchObject({ licenses: [] });
    await done('village', 'confirm-share', '--all');
    await done('hamlet', 'confirm-share', '--all');
    const { licenses } = z.object({ licenses: z.array(z.unknown()) }).parse(await done('studio', 'licenses'));
    expect(licenses).toHaveLength(3);
  });

  it('has its account written, with what it owed and what was confirmed', async () => {
    const out = here.path('account.csv');
    const period = ['--from', '2026-01-01', '--to', '2027-12-31'];
    await done('museum', 'statement-of-account', 'museum', ...period, '--out', out);
    expect(await readFile(out, 'utf8')).toContain('3600');
    const paper = here.path('account.pdf');
    await done('museum', 'statement-of-account', 'museum', ...period, '--out', paper);
    expect((await readFile(paper)).subarray(0, 8).toString()).toMatch(/^%PDF-1/);
  });
});

import { mergedPage } from '@lanran/api/billing/services/merged-pages';
import type { BillId, InvoiceId } from '@lanran/api/billing/domain/invoice';
import { findCreditorReference } from '@lanran/protocol/billing/creditor-reference';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readAll, startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { ARCHIVE, BillingScene, LANGDE, memberOf, MUSEUM, STUDIO, XIJIANG } from './billing-scene.ts';

const EURO = parseAddress(`0x${'ee'.repeat(20)}`);
const DAY = 86_400_000;
const page = { first: 10, after: null };
const THREE = [
  { name: 'first' },
  { name: 'second', holder: ARCHIVE, community: LANGDE },
  { name: 'third', community: LANGDE },
];

describe('an order of many licenses', () => {
  let under: StoresUnderTest | null = null;
  let scene: BillingScene;
  beforeEach(async () => {
    await under?.stop();
    under = await startStores();
    scene = new BillingScene(under.stores);
  });
  afterAll(() => under?.stop());

  const studio = memberOf(STUDIO);

  it('has one invoice for each holder and currency, and one total a currency', async () => {
    const request = scene.request([...THREE, { name: 'fourth', token: EURO }], { purchaseOrder: 'PO-7' });
    const bill = await scene.billing.place(studio, request);
    expect(bill.number).toBe(shortNumberOf(bill.id));
    expect(bill.invoices.map(({ holder, lines }) => [holder, lines.map(({ title }) => title?.en)])).toEqual([
      [MUSEUM, ['first', 'third']],
      [ARCHIVE, ['second']],
      [MUSEUM, ['fourth']],
    ]);
    expect(bill.totals.map(({ currency, units }) => [currency.symbol, units])).toEqual([
      ['CNY', 300_00n],
      ['(0xeeeeee…)', 100_00n],
    ]);
    const [invoice] = bill.invoices;
    expect(invoice).toMatchObject({
      purchaseOrder: 'PO-7',
      billTo: null,
      dueOn: (invoice?.issuedOn ?? 0) + 30,
    });
    expect(findCreditorReference(invoice?.reference ?? '')).toBe(invoice?.reference);
    expect(invoice?.lines[0]).toMatchObject({
      ...{ state: 'PLACING', identifier: 'DEMO-first', community: XIJIANG, canceledAt: null },
      parts: { holder: 90_00n, community: 10_00n, operator: 0n },
    });
  });

  it('is the same when the same lines are placed again in whatever order, until it is ended or all is taken back', async () => {
    const request = scene.request(THREE);
    const first = await scene.billing.place(studio, request);
    const again = await scene.billing.place(studio, { ...request, lines: request.lines.toReversed() });
    expect(again.id).toBe(first.id);
    await scene.billing.end(studio, first.id);
    const second = await scene.billing.place(studio, request);
    expect(second.id).not.toBe(first.id);
    for (const line of request.lines) await scene.order(line);
    expect((await scene.billing.place(studio, request)).id).toBe(second.id);
    for (const line of request.lines) await scene.order(line, { state: 'CANCELED', canceledAt: scene.now });
    scene.now = new Date(scene.now.getTime() + 60_000);
    const third = await scene.billing.place(studio, request);
    expect(third.id).not.toBe(second.id);
    const statesOf = async (id: BillId) =>
      (await scene.billing.bill(studio, id)).invoices.flatMap(({ lines }) => lines.map(({ state }) => state));
    expect(await statesOf(third.id)).toEqual(['PLACING', 'PLACING', 'PLACING']);
    for (const line of request.lines) await scene.orderAgain(line);
    expect(await statesOf(third.id)).toEqual(['ORDERED', 'ORDERED', 'ORDERED']);
    expect(await statesOf(second.id)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    const other = await scene.billing.place(studio, scene.request([{ name: 'first only' }]));
    expect([first.id, second.id]).not.toContain(other.id);
  });

  it('follows each line by its order, and counts what stands', async () => {
    const request = scene.request(THREE);
    const { id } = await scene.billing.place(studio, request);
    const [first, second, third] = request.lines;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three lines');
    await scene.order(first);
    await scene.order(first, { isPaid: true });
    await scene.order(second);
    await scene.order(second, { state: 'CANCELED', canceledAt: scene.now });
    const bill = await scene.billing.bill(studio, id);
    const lines = bill.invoices.flatMap((invoice) => invoice.lines);
    expect(lines.map(({ state, isPaid, canceledAt }) => [state, isPaid, canceledAt])).toEqual([
      ['ORDERED', true, null],
      ['PLACING', false, null],
      ['CANCELED', false, scene.now],
    ]);
    expect(bill.totals.map(({ units }) => units)).toEqual([200_00n]);
    await scene.billing.end(studio, id);
    const ended = await scene.billing.bill(studio, id);
    expect(ended.invoices.flatMap((invoice) => invoice.lines.map(({ state }) => state))).toEqual([
      'ORDERED',
      'CANCELED',
      'CANCELED',
    ]);
    // What comes after the end stands alone.
    expect(await scene.order(third)).toMatchObject({ bill: null });
  });

  it('shows holders and communities what concerns them, once the chain has it, and others nothing', async () => {
    const request = scene.request(THREE);
    const { id, invoices } = await scene.billing.place(studio, request);
    const [ofMuseum] = invoices;
    if (ofMuseum === undefined) throw new Error('no invoice');
    await expect(scene.billing.bill(memberOf(MUSEUM), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await scene.billing.bills(memberOf(MUSEUM), { holder: MUSEUM }, page)).totalCount).toBe(0);
    for (const line of request.lines) await scene.order(line);

    const seen = async (organization: typeof MUSEUM) =>
      (await scene.billing.bill(memberOf(organization), id)).invoices.map(({ holder, lines }) => [
        holder,
        lines.length,
      ]);
    expect(await seen(STUDIO)).toEqual([
      [MUSEUM, 2],
      [ARCHIVE, 1],
    ]);
    expect(await seen(MUSEUM)).toEqual([[MUSEUM, 2]]);
    expect(await seen(ARCHIVE)).toEqual([[ARCHIVE, 1]]);
    expect(await seen(XIJIANG)).toEqual([[MUSEUM, 1]]);
    expect(await seen(LANGDE)).toEqual([
      [MUSEUM, 1],
      [ARCHIVE, 1],
    ]);
    for (const stranger of [memberOf(STRANGER), ANYBODY]) {
      await expect(scene.billing.bill(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(scene.billing.invoice(stranger, ofMuseum.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(scene.billing.bills(stranger, { licensee: STUDIO }, page)).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    }
    await expect(scene.billing.invoice(memberOf(ARCHIVE), ofMuseum.id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const shares = await scene.billing.invoices(memberOf(LANGDE), { community: LANGDE }, page);
    expect(shares.items.map(({ item }) => item.lines.length).sort()).toEqual([1, 1]);
  });

  it('keeps the price of an asset that vanished for the reader, without its title', async () => {
    const request = scene.request(THREE);
    const { id } = await scene.billing.place(studio, request);
    scene.assets.delete(request.lines[0]?.terms.assetId ?? never());
    const [invoice] = (await scene.billing.bill(studio, id)).invoices;
    expect(invoice?.lines[0]).toMatchObject({ title: null, identifier: null, terms: { price: 100_00n } });
  });

  it('names the line whose offer is closed, that is ordered already, or that is not what it says', async () => {
    const forty = Array.from({ length: 40 }, (_, at) => ({ name: `line ${at + 1}` }));
    const request = scene.request(forty);
    const [, , line] = request.lines;
    const seventeenth = request.lines[16];
    if (seventeenth === undefined || line === undefined) throw new Error('40 lines');
    scene.closed.add(seventeenth.terms.assetId);
    await expect(scene.billing.place(studio, request)).rejects.toThrow(/17 of 40: its offer is not open/);
    expect((await scene.billing.bills(studio, { licensee: STUDIO }, page)).totalCount).toBe(0);
    scene.closed.clear();
    await scene.order(line);
    await expect(scene.billing.place(studio, request)).rejects.toThrow(/3 of 40: it is ordered already/);
    await scene.order(line, { state: 'CANCELED', canceledAt: scene.now });
    const wrong = request.lines.with(4, { ...seventeenth, terms: { ...seventeenth.terms, price: 1n } });
    await expect(scene.billing.place(studio, { ...request, lines: wrong })).rejects.toThrow(/5 of 40/);
    const twice = [...request.lines.slice(0, 2), ...request.lines.slice(0, 1)];
    await expect(scene.billing.place(studio, { ...request, lines: twice })).rejects.toThrow(
      /3 of 3: .* twice/,
    );
    await expect(scene.billing.place(studio, { ...request, lines: [] })).rejects.toThrow(/1 to 500/);
    await expect(scene.billing.place(memberOf(STUDIO, 'VIEWER'), request)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await scene.billing.place(studio, request)).invoices[0]?.lines).toHaveLength(40);
  });

  it('is dropped a day after when the chain never had a line of it', async () => {
    const [lost, kept] = [scene.request(THREE.slice(0, 1)), scene.request(THREE.slice(1))];
    const { id } = await scene.billing.place(studio, lost);
    const { id: other } = await scene.billing.place(studio, kept);
    await scene.order(kept.lines[0] ?? never());
    scene.now = new Date(scene.now.getTime() + DAY);
    await scene.billing.sweep();
    await expect(scene.billing.bill(studio, id)).resolves.toMatchObject({ id });
    scene.now = new Date(scene.now.getTime() + 1);
    await scene.billing.sweep();
    await expect(scene.billing.bill(studio, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.billing.bill(studio, other)).resolves.toMatchObject({ id: other });
  });

  it('lists licenses that were ordered alone beside the others, newest first, without gap or repeat', async () => {
    const ids: string[] = [];
    for (const [at, name] of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].entries()) {
      scene.now = new Date(scene.now.getTime() + 60_000);
      const request = scene.request([{ name }, { name: `${name}2` }]);
      const isAlone = at % 3 !== 0;
      if (!isAlone) ids.unshift((await scene.billing.place(studio, request)).id);
      for (const line of isAlone ? request.lines.slice(0, 1) : request.lines) {
        await scene.order(line);
        if (isAlone) ids.unshift(line.orderId);
      }
    }
    for (const first of [1, 2, 3, 100]) {
      const bills = await readAll((at) => scene.billing.bills(studio, { licensee: STUDIO }, at), first);
      expect(bills.map(({ id }) => id)).toEqual(ids);
      const invoices = await readAll(
        (at) => scene.billing.invoices(memberOf(MUSEUM), { holder: MUSEUM }, at),
        first,
      );
      expect(invoices.map(({ bill }) => bill)).toEqual(ids);
    }
    const alone = await scene.billing.invoice(studio, ids[1] as InvoiceId);
    expect(alone).toMatchObject({ id: ids[1], bill: ids[1], lines: [{ orderId: ids[1], state: 'ORDERED' }] });
    await expect(
      scene.billing.bills(studio, { licensee: STUDIO }, { first: 1, after: 'x' }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is described by its parties, each what is theirs to say', async () => {
    const request = scene.request(THREE);
    const [invoice] = (await scene.billing.place(studio, request)).invoices;
    if (invoice === undefined) throw new Error('no invoice');
    for (const line of request.lines) await scene.order(line);
    const describeAs = (organization: typeof MUSEUM, input: object) =>
      scene.billing.describeInvoice(memberOf(organization), invoice.id, input);
    await expect(describeAs(MUSEUM, { billTo: 'Me' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(describeAs(STUDIO, { taxRateBps: 600 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await describeAs(STUDIO, { billTo: 'Studio\nTax 1' });
    await describeAs(MUSEUM, { taxRateBps: 600, taxAmount: '599', dueOn: '2027-01-31' });
    // A line's id stands for its invoice, too.
    const read = await scene.billing.invoice(
      studio,
      (request.lines[0]?.orderId ?? never()) as string as InvoiceId,
    );
    expect(read).toMatchObject({ id: invoice.id, billTo: 'Studio\nTax 1', taxRateBps: 600, taxAmount: 599n });
    expect(await describeAs(MUSEUM, { taxRateBps: 1_300 })).toMatchObject({ taxAmount: null });
    await expect(describeAs(MUSEUM, { taxAmount: '20001' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    // An amount is of the whole invoice: who sees a part of it is not told.
    await describeAs(MUSEUM, { taxAmount: '599' });
    expect(await scene.billing.invoice(memberOf(XIJIANG), invoice.id)).toMatchObject({ taxAmount: null });
  });

  it('is reminded of by its holder once a day, while something is due', async () => {
    const request = scene.request(THREE.slice(0, 1));
    const [invoice] = (await scene.billing.place(studio, request)).invoices;
    const [line] = request.lines;
    if (invoice === undefined || line === undefined) throw new Error('no invoice');
    await scene.order(line);
    await expect(scene.billing.remind(studio, invoice.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const reminded = await scene.billing.remind(memberOf(MUSEUM), invoice.id);
    expect([reminded.remindedAt, scene.nudged]).toEqual([[scene.now], 1]);
    await expect(scene.billing.remind(memberOf(MUSEUM), invoice.id)).rejects.toThrow(/Ask again tomorrow/);
    scene.now = new Date(scene.now.getTime() + DAY);
    expect((await scene.billing.remind(memberOf(MUSEUM), invoice.id)).remindedAt).toHaveLength(2);
    await scene.order(line, { isPaid: true });
    scene.now = new Date(scene.now.getTime() + DAY);
    await expect(scene.billing.remind(memberOf(MUSEUM), invoice.id)).rejects.toThrow(/Nothing of invoice/);
  });
});

describe('a page of two lists', () => {
  it('reads them as one, newest first, however they are cut', async () => {
    const times = fc.uniqueArray(fc.nat(1_000), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, times, fc.integer({ min: 1, max: 5 }), async (left, right, first) => {
        const list = (from: readonly number[], side: string) => {
          const items = [...from].sort((one, other) => other - one).map((time) => ({ time, side }));
          return {
            read: async ({ first: most, after }: { first: number; after: string | null }) => {
              const start = after === null ? 0 : Number(after) + 1;
              return {
                items: items
                  .slice(start, start + most)
                  .map((item, at) => ({ item, cursor: `${start + at}` })),
                hasNextPage: start + most < items.length,
                totalCount: items.length,
              };
            },
            timeOf: ({ time }: { time: number }) => new Date(time),
          };
        };
        const all = await readAll((at) => mergedPage(at, list(left, 'l'), list(right, 'r')), first);
        const expected = [...left, ...right].sort((one, other) => other - one);
        expect(all.map(({ time }) => time)).toEqual(expected);
      }),
    );
  });
});

const ANYBODY = { kind: 'anonymous' } as const;
const STRANGER = `0x${'99'.repeat(32)}` as typeof STUDIO;

function never(): never {
  throw new Error('It is there.');
}

import type { BillId, InvoiceId } from '@lanran/api/billing/domain/invoice';
import { NotFoundError } from '@lanran/api/platform/kernel/errors';
import type { IdRange } from '@lanran/api/platform/kernel/id-range';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type LicenseId, parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { describe, expect, it } from 'vitest';
import { NumberedThings } from '../../../api/papers/services/numbered-things.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';

const ANYBODY = { kind: 'anonymous' } as const;
const LICENSE = parseLicenseId(`0x${'a1'.repeat(32)}`);
const ASSET = parseAssetId(`0x${'b2'.repeat(32)}`);
const BILL = `0x${'c3'.repeat(32)}` as BillId;
const ALONE = `0x${'c4'.repeat(32)}` as BillId;
const FIRST = `0x${'d4'.repeat(32)}` as InvoiceId;
const SECOND = `0x${'e5'.repeat(32)}` as InvoiceId;

interface There {
  readonly licenses?: readonly LicenseId[];
  readonly orders?: readonly LicenseId[];
  readonly assets?: readonly AssetId[];
  readonly bills?: readonly (readonly [BillId, readonly InvoiceId[]])[];
  readonly isHidden?: boolean;
}

function thingsWith({
  licenses = [],
  orders = [],
  assets = [],
  bills = [],
  isHidden = false,
}: There): NumberedThings {
  const over = <Id extends Hex>(ids: readonly Id[]) => ({
    listIds: async ({ first, last }: IdRange) => ids.filter((id) => first <= id && id <= last),
  });
  return new NumberedThings({
    licenses: over(licenses),
    orders: over(orders),
    assets: over(assets),
    catalog: { findMany: async (_, ids) => ids.map((id) => (isHidden ? null : buildAsset({ id }))) },
    ordersService: {
      order: async (_, id) =>
        isHidden ? Promise.reject(new NotFoundError(`Order ${id}`)) : ({ id } as never),
    },
    bills: {
      listIds: over(bills.map(([id]) => id)).listIds,
      listInvoiceIds: over(bills.flatMap(([, invoices]) => invoices)).listIds,
    },
    billing: {
      bill: async (_, id) => {
        const [, invoices] = bills.find(([known]) => known === id) ?? [];
        if (isHidden || invoices === undefined) throw new NotFoundError(`Order ${id}`);
        return { id, invoices: invoices.map((each) => ({ id: each, number: shortNumberOf(each) })) } as never;
      },
      invoice: async (_, id) =>
        isHidden ? Promise.reject(new NotFoundError(`Invoice ${id}`)) : ({ id } as never),
    },
  });
}

describe('a short number', () => {
  it('finds the license, the order and the asset that have it', async () => {
    const things = thingsWith({ licenses: [LICENSE], orders: [LICENSE], assets: [ASSET] });
    expect(await things.licenseId(ANYBODY, shortNumberOf(LICENSE).toLowerCase())).toBe(LICENSE);
    expect(await things.orderId(ANYBODY, shortNumberOf(LICENSE))).toBe(LICENSE);
    expect(await things.assetId(ANYBODY, shortNumberOf(ASSET))).toBe(ASSET);
    expect(await things.licenseId(ANYBODY, LICENSE)).toBe(LICENSE);
  });

  it('tells nobody of orders and assets that do not exist for them, not even their ids', async () => {
    const things = thingsWith({ orders: [LICENSE], assets: [ASSET], isHidden: true });
    const number = shortNumberOf(ASSET);
    expect(await things.find(ANYBODY, number)).toEqual({
      ...{ number, licenses: [], orders: [], assets: [], bills: [], invoices: [] },
    });
    await expect(things.assetId(ANYBODY, number)).rejects.toThrow(`Asset ${number} was not found`);
    await expect(things.orderId(ANYBODY, shortNumberOf(LICENSE))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('of an order of many licenses finds it, and its invoice where there is one', async () => {
    const bills = [
      [ALONE, [FIRST]],
      [BILL, [FIRST, SECOND]],
    ] as const;
    const things = thingsWith({ bills, orders: [LICENSE] });
    expect(await things.find(ANYBODY, shortNumberOf(BILL))).toMatchObject({ bills: [BILL], invoices: [] });
    expect(await things.invoiceId(ANYBODY, shortNumberOf(SECOND))).toBe(SECOND);
    expect(await things.invoiceId(ANYBODY, shortNumberOf(ALONE))).toBe(FIRST);
    expect(await things.invoiceId(ANYBODY, ALONE)).toBe(FIRST);
    expect(await things.invoiceId(ANYBODY, SECOND)).toBe(SECOND);
    expect(await things.invoiceId(ANYBODY, shortNumberOf(LICENSE))).toBe(LICENSE);
    await expect(things.invoiceId(ANYBODY, BILL)).rejects.toThrow(
      new RegExp(`has 2 invoices: ${shortNumberOf(FIRST)}, ${shortNumberOf(SECOND)}`),
    );
    const hidden = thingsWith({ bills, isHidden: true });
    expect(await hidden.find(ANYBODY, shortNumberOf(BILL))).toMatchObject({ bills: [], invoices: [] });
    await expect(hidden.invoiceId(ANYBODY, shortNumberOf(BILL))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that several have asks for the whole id', async () => {
    const twin = parseLicenseId(`${LICENSE.slice(0, -2)}ff`);
    const things = thingsWith({ licenses: [LICENSE, twin] });
    await expect(things.licenseId(ANYBODY, shortNumberOf(LICENSE))).rejects.toThrow(/Use the whole id/);
    expect(await things.licenseId(ANYBODY, twin)).toBe(twin);
  });

  it('that is mistyped is refused, and so is what is neither number nor id', async () => {
    const things = thingsWith({ licenses: [LICENSE] });
    const [first = '', ...rest] = shortNumberOf(LICENSE);
    const mistyped = [first === '2' ? '3' : '2', ...rest].join('');
    await expect(things.licenseId(ANYBODY, mistyped)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(things.licenseId(ANYBODY, 'x')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

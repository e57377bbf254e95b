import type { InvoiceId } from '@lanran/api/billing/domain/invoice';
import { noDetails, parseDetails, taxOf } from '@lanran/api/billing/domain/invoice-details';
import { describe, expect, it } from 'vitest';

const ID = `0x${'1d'.repeat(32)}` as InvoiceId;

describe('what accountants need', () => {
  it('stays where it is left out, and goes with null', () => {
    const first = parseDetails({ purchaseOrder: 'PO-7', dueOn: '2026-12-31' }, noDetails(ID), 100n);
    const second = parseDetails({ purchaseOrder: null, taxRateBps: 600 }, first, 100n);
    expect(second).toMatchObject({ purchaseOrder: null, dueOn: first.dueOn, taxRateBps: 600 });
  });

  it('computes the tax anew when the rate changes, unless an amount comes with it', () => {
    const first = parseDetails({ taxRateBps: 600, taxAmount: '599' }, noDetails(ID), 10_600n);
    const same = parseDetails({ taxRateBps: 600, dueOn: '2026-12-31' }, first, 10_600n);
    const other = parseDetails({ taxRateBps: 1_300 }, first, 10_600n);
    expect([same.taxAmount, other.taxAmount]).toEqual([599n, null]);
    expect(taxOf(other, 10_600n)).toBe(1_219n);
    expect(parseDetails({ taxRateBps: null }, first, 10_600n)).toMatchObject({ taxAmount: null });
    const stated = parseDetails({ taxRateBps: 1_300, taxAmount: '1218' }, first, 10_600n);
    expect(stated.taxAmount).toBe(1_218n);
  });

  it('has the tax within the price, to the nearest unit', () => {
    expect(taxOf({ taxRateBps: 600, taxAmount: null }, 10_600n)).toBe(600n);
    expect(taxOf({ taxRateBps: 0, taxAmount: null }, 10_600n)).toBe(0n);
    expect(taxOf({ taxRateBps: null, taxAmount: null }, 10_600n)).toBeNull();
    expect(taxOf({ taxRateBps: 600, taxAmount: 599n }, 10_600n)).toBe(599n);
  });

  it.each([
    [{ taxRateBps: 10_001 }, 'input.taxRateBps'],
    [{ taxRateBps: 6.5 }, 'input.taxRateBps'],
    [{ taxRateBps: 600, taxAmount: '101' }, 'input.taxAmount'],
    [{ taxRateBps: 600, taxAmount: '-1' }, 'input.taxAmount'],
    [{ taxAmount: '1' }, 'input.taxRateBps'],
    [{ dueOn: '2026-02-30' }, 'input.dueOn'],
    [{ purchaseOrder: 'a\nb' }, 'input.purchaseOrder'],
    [{ taxInvoiceNumber: 'x'.repeat(201) }, 'input.taxInvoiceNumber'],
  ])('refuses %j', (input, field) => {
    expect(() => parseDetails(input, noDetails(ID), 100n)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', field }),
    );
  });
});

import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { describe, expect, it } from 'vitest';
import { act, argument } from '../../../scripts/cli/act.ts';
import { withWholeIds } from '../../../scripts/cli/options/short-numbers.ts';

const LICENSE = `0x${'a1'.repeat(32)}` as const;
const OTHER = `0x${'b2'.repeat(32)}` as const;
const NUMBER = shortNumberOf(LICENSE);

function contextOf(found: {
  readonly licenseIds?: readonly string[];
  readonly assetIds?: readonly string[];
  readonly invoiceIds?: readonly string[];
}) {
  const asked: unknown[] = [];
  const numbered = {
    number: NUMBER,
    licenseIds: [],
    orderIds: [],
    assetIds: [],
    listOrderIds: [],
    invoiceIds: [],
    ...found,
  };
  const api = {
    request: async ({ variables }: { readonly variables: unknown }) => {
      asked.push(variables);
      return { numbered };
    },
  };
  return { asked, openApi: async () => api as never };
}

const takes = (...flags: readonly string[]) =>
  act('do', 'does', {
    takes: flags.map((each) => argument(each, '')),
    load: async () => async () => Promise.reject(new Error()),
  });

describe('a short number on the command line', () => {
  it('stands for the license, the order or the asset that has it', async () => {
    const context = contextOf({ licenseIds: [LICENSE], assetIds: [OTHER] });
    expect(await withWholeIds(takes('<LICENSE>', '<FILE>'), [NUMBER, 'report12345'], context)).toEqual([
      LICENSE,
      'report12345',
    ]);
    expect(await withWholeIds(takes('<ASSET...>'), [[NUMBER, OTHER]], context)).toEqual([[OTHER, OTHER]]);
    expect(context.asked).toEqual([{ number: NUMBER }, { number: NUMBER }]);
  });

  it('stands for an invoice where an order may be named', async () => {
    const context = contextOf({ invoiceIds: [OTHER], licenseIds: [LICENSE] });
    expect(await withWholeIds(takes('<ORDER>'), [NUMBER], context)).toEqual([OTHER]);
  });

  it('is not asked for where an id was typed', async () => {
    const context = contextOf({});
    expect(await withWholeIds(takes('<LICENSE>'), [LICENSE], context)).toEqual([LICENSE]);
    expect(context.asked).toEqual([]);
  });

  it.each([
    ['nothing has', {}],
    ['several have', { licenseIds: [LICENSE, OTHER] }],
  ])('that %s is refused', async (_what, found) => {
    await expect(withWholeIds(takes('<LICENSE>'), [NUMBER], contextOf(found))).rejects.toThrow(ArgumentError);
  });

  it('that is mistyped is refused before anybody is asked', async () => {
    const context = contextOf({ licenseIds: [LICENSE] });
    const mistyped = `${NUMBER.slice(0, -1)}${NUMBER.endsWith('2') ? '3' : '2'}`;
    await expect(withWholeIds(takes('<LICENSE>'), [mistyped], context)).rejects.toThrow(/wrong letter/);
    expect(context.asked).toEqual([]);
  });
});

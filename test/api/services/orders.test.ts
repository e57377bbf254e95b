import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { OrderFilter } from '@lanran/api/licensing/domain/order';
import { OrdersService } from '@lanran/api/licensing/services/orders';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { describe, expect, it } from 'vitest';
import { buildAsset } from '../graphql/graphql-stage.ts';

const COMMUNITY = organizationIdOf('miao-council');
const OTHER = organizationIdOf('other-council');
const ID = parseLicenseId(`0x${'11'.repeat(32)}`);
const OWNER: Hex = `0x${'0a'.repeat(20)}`;
const SAFE: Hex = `0x${'5a'.repeat(20)}`;
const page = { first: 10, after: null };

function keyOf(address: Hex): Actor {
  return { kind: 'member', address, memberships: [] };
}

/** An order of an asset of one community, whose council is a Safe of OWNER. */
function serviceOver(): OrdersService {
  const asset = buildAsset({ community: COMMUNITY });
  const order = {
    id: ID,
    terms: { assetId: asset.id, licensee: OTHER },
    holder: asset.holder,
    community: COMMUNITY,
  };
  return new OrdersService({
    catalog: { find: async () => asset },
    orders: {
      find: async () => order,
      list: async () => ({ items: [], hasNextPage: false, totalCount: 0 }),
    } as never,
    organizations: { find: async (id) => ({ id, council: id === COMMUNITY ? SAFE : null }) as never },
    seats: {
      isSpeaker: async (actor, { council }) =>
        actor.kind === 'member' && actor.address === OWNER && council === SAFE,
    },
  });
}

describe('orders and the council of the community behind the asset', () => {
  it('are shown to an owner of the Safe that is the council, who is no member', async () => {
    const orders = serviceOver();
    expect(await orders.order(keyOf(OWNER), ID)).toMatchObject({ id: ID });
    await expect(orders.list(keyOf(OWNER), { community: COMMUNITY }, page)).resolves.toMatchObject({
      items: [],
    });
  });

  it('are not shown to others, nor those of other communities', async () => {
    const orders = serviceOver();
    for (const actor of [keyOf(`0x${'0b'.repeat(20)}`), { kind: 'anonymous' } as const]) {
      await expect(orders.order(actor, ID)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(orders.list(actor, { community: COMMUNITY }, page)).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    }
    const others: readonly OrderFilter[] = [
      { community: OTHER },
      { holder: COMMUNITY },
      { licensee: COMMUNITY },
    ];
    for (const filter of others)
      await expect(orders.list(keyOf(OWNER), filter, page)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

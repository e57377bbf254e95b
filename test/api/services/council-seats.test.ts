import { expect, it } from 'vitest';
import { CouncilSeats } from '@lanran/api/organizations/services/council-seats';
import type { SafeWallet } from '@lanran/api/chain/domain/safe-wallet';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { buildOrganization } from '../graphql/graphql-stage.ts';
import { InMemoryOrganizations } from '../graphql/in-memory-stores.ts';

const OWNER: Hex = `0x${'01'.repeat(20)}`;
const SAFE = parseAddress(`0x${'5a'.repeat(20)}`);
const actor: Actor = { kind: 'member', address: OWNER, memberships: [] };

it('reads communities and asks for their Safes once in five seconds, whoever asks', async () => {
  const organizations = new InMemoryOrganizations();
  for (const slug of ['one', 'two'])
    await organizations.project({ ...buildOrganization(slug, 'COMMUNITY', OWNER), council: SAFE });
  let now = new Date('2026-11-30T08:00:00Z');
  const asked = { lists: 0, wallets: 0 };
  const wallet: SafeWallet = { address: SAFE, owners: [parseAddress(OWNER)], threshold: 1, nonce: 0n };
  const seats = new CouncilSeats({
    organizations: {
      list: (...page) => {
        asked.lists += 1;
        return organizations.list(...page);
      },
    },
    wallets: {
      find: async () => {
        asked.wallets += 1;
        return wallet;
      },
    },
    clock: { now: () => now },
  });
  const found = await Promise.all(Array.from({ length: 20 }, () => seats.seatsOf(actor)));
  expect(found.map((each) => each.length)).toEqual(Array.from({ length: 20 }, () => 2));
  expect(asked).toEqual({ lists: 1, wallets: 1 });
  now = new Date(now.getTime() + 5_000);
  await organizations.project({ ...buildOrganization('three', 'COMMUNITY', OWNER), council: SAFE });
  expect(await seats.seatsOf(actor)).toHaveLength(3);
});

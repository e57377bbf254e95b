import { expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { OrganizationsService } from '@lanran/api/organizations/services/organizations';
import { InMemoryOrganizations } from '../graphql/in-memory-stores.ts';

it('keeps at most five requests of one key waiting, and lets each be corrected', async () => {
  const organizations = new OrganizationsService({
    organizations: new InMemoryOrganizations(),
    clock: { now: () => new Date('2026-11-26T09:00:00Z') },
  });
  const actor: Actor = { kind: 'member', address: `0x${'11'.repeat(20)}`, memberships: [] };
  const ask = (slug: string) => organizations.request(actor, { slug, kind: 'STUDIO', name: { en: slug } });
  for (const slug of ['one', 'two', 'three', 'four', 'five']) await ask(slug);
  await expect(ask('six')).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  expect(await ask('one')).toMatchObject({ slug: 'one' });
});

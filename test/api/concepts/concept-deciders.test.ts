import { expect, it } from 'vitest';
import { ConceptDeciders } from '@lanran/api/concepts/services/concept-deciders';
import type { Organization } from '@lanran/api/organizations/domain/organization';
import { ANONYMOUS, type Actor } from '@lanran/api/platform/kernel/actor';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';

const [museum, village, named] = ['museum', 'village', 'named'].map(organizationIdOf);

it('shows a council what concerns its community, and one that is only named nothing yet', async () => {
  const seatOf = (id: string | undefined, isNamed: boolean) => ({
    ...{ community: { id } as Organization, safe: null, isNamed },
  });
  const deciders = new ConceptDeciders({
    organizations: { find: async () => null },
    seats: {
      isSpeaker: async () => false,
      seatsOf: async () => [seatOf(village, false), seatOf(named, true)],
    },
    roles: { isAccreditor: async () => false },
  });
  const actor: Actor = {
    kind: 'member',
    address: `0x${'11'.repeat(20)}`,
    memberships: [
      { organizationId: museum ?? organizationIdOf('museum'), kind: 'INSTITUTION', role: 'OWNER' },
    ],
  };
  expect(await deciders.audienceOf(actor)).toEqual([museum, village]);
  expect(await deciders.audienceOf(ANONYMOUS)).toEqual([]);
});

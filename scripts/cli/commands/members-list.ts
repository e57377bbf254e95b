import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The keys of an organization and the council that speaks for a community. */
export async function membersList(context: CommandContext, name: string): Promise<CommandResult> {
  const { id, slug, members, council } = await getOrganizationState(
    await context.openApi(),
    name,
    'ORGANIZATION',
  );
  return {
    json: { organizationId: id, slug, members, council: council ?? null },
    lines: [
      ...members.map(({ address, role }) => `${address}  ${role.toLowerCase()}`),
      ...(council == null ? [] : [`${council}  council`]),
    ],
  };
}

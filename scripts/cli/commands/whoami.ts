import { readOwnOffices } from '@lanran/sdk/organizations/offices';
import { listMemberships } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The address of your key, and what it may do for whom. */
export async function whoami(context: CommandContext): Promise<CommandResult> {
  const { api, signer } = await context.connect();
  const { address } = signer;
  const organizations = (await listMemberships(api)).map(({ role, organization: { id, slug, kind } }) => ({
    id,
    slug,
    kind,
    role,
  }));
  const { isOperator, isAccreditor } = await readOwnOffices(api);
  const offices = [...(isOperator ? ['OPERATOR'] : []), ...(isAccreditor ? ['ACCREDITOR'] : [])];
  return {
    json: { address, offices, organizations },
    lines: [
      address,
      ...offices.map((office) => `  the ${office.toLowerCase()} of this platform`),
      ...organizations.map(
        ({ slug, kind, role }) => `  ${role.toLowerCase()} of the ${kind.toLowerCase()} ${slug}`,
      ),
      ...(organizations.length + offices.length > 0
        ? []
        : ['  a member of no organization; an owner adds keys with: lanran members add']),
    ],
  };
}

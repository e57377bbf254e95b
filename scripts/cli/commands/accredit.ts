import { admitOrganization } from '@lanran/sdk/organizations/admission';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressOption } from '../parse-ids.ts';

export interface AccreditOptions {
  readonly owner?: string;
  readonly payout?: string;
  readonly council?: string;
}

/** The accreditor admits an organization that asked for it; twice is once. */
export async function accredit(
  context: CommandContext,
  name: string,
  options: AccreditOptions,
): Promise<CommandResult> {
  const addresses = {
    owner: parseAddressOption('--owner', options.owner),
    payout: parseAddressOption('--payout', options.payout),
    council: parseAddressOption('--council', options.council),
  };
  const platform = await context.connect();
  const organization = await getOrganization(platform.api, name, 'ORGANIZATION');
  if (organization.isAdmitted) {
    return {
      json: { organizationId: organization.id, alreadyAdmitted: true },
      lines: [`${organization.slug} is admitted already`],
    };
  }
  const owner = addresses.owner ?? organization.requestedBy ?? null;
  if (owner === null)
    throw new UsageError('--owner', `nobody asked for ${name}; name the address of its first owner.`);
  const done = await admitOrganization(platform, organization, { ...addresses, owner });
  return {
    json: { organizationId: organization.id, ...outcomeDocument(done) },
    lines: [`admission of ${organization.slug}`, outcomeLine(done)],
  };
}

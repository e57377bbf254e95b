import { UsageError } from '@lanran/sdk/kernel/errors';
import { requestOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

export interface OrganizationRequestOptions {
  readonly kind: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly contact?: string;
  readonly letter?: string;
}

/** Accreditor and operator are seated with the contracts. */
const REQUESTABLE_KINDS = ['INSTITUTION', 'STUDIO', 'COMMUNITY', 'AUDITOR'] as const;

/** Asks for an organization; your key is proposed as its first owner, or as a community's council. */
export async function organizationRequest(
  context: CommandContext,
  slug: string,
  { kind: kindText, name, nameZh, contact, letter }: OrganizationRequestOptions,
): Promise<CommandResult> {
  const kind = REQUESTABLE_KINDS.find((candidate) => candidate === kindText.toUpperCase());
  if (kind === undefined) {
    throw new UsageError('--kind', `must be one of ${REQUESTABLE_KINDS.join(', ').toLowerCase()}.`);
  }
  const { api } = await context.connect();
  const { id } = await requestOrganization(api, {
    slug,
    kind,
    name: { en: name, ...(nameZh !== undefined && { zh: nameZh }) },
    ...(contact !== undefined && { contact }),
    ...(letter !== undefined && { letter }),
  });
  return {
    json: { organizationId: id, slug },
    lines: [`asked for ${slug} (${id}); the accreditor admits it: lanran accredit ${slug}`],
  };
}

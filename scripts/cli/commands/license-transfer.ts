import { transferLicense } from '../../client/license-changes.ts';
import { getOrganization } from '../../client/organizations.ts';
import type { CommandContext } from '../context.ts';
import { onceResult } from '../once-result.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

/** Hands a license to another organization, where its terms let it. */
export async function licenseTransfer(
  context: CommandContext,
  license: string,
  options: { readonly to: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const platform = await context.connect();
  const to = await getOrganization(platform.api, options.to, '--to');
  return onceResult({
    transaction: await transferLicense(platform, licenseId, to.id),
    subject: { licenseId, licensee: to.id },
    already: 'alreadyTransferred',
    done: `transferred license ${licenseId} to ${to.slug}`,
    nothing: `${to.slug} has license ${licenseId} already; nothing was done`,
  });
}

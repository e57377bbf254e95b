import { transferLicense } from '@lanran/sdk/licensing/license-changes';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
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
  const about = { licenseId, licensee: to.id };
  const sentence = `${to.slug} has license ${licenseId}`;
  const done = await transferLicense(platform, licenseId, to.id);
  return done === null ? alreadyResult(about, sentence) : actResult(done, { about, done: sentence });
}

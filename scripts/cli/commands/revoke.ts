import { revokeLicense } from '@lanran/sdk/licensing/license-changes';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseReasonOption } from '../reason-option.ts';

/** Ends a license before its last day, where its terms let it, and its sublicenses with it. */
export async function revoke(
  context: CommandContext,
  license: string,
  options: { readonly reason: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const about = { licenseId };
  const sentence = `license ${licenseId} is revoked`;
  const done = await revokeLicense(platform, licenseId, reason);
  return done === null ? alreadyResult(about, sentence) : actResult(done, { about, done: sentence });
}

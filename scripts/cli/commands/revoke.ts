import { UsageError } from '../../client/errors.ts';
import { revokeLicense } from '../../client/license-changes.ts';
import type { CommandContext } from '../context.ts';
import { onceResult } from '../once-result.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

const MAX_REASON_LENGTH = 2_000;

/** Ends a license before its last day, where its terms let it, and its sublicenses with it. */
export async function revoke(
  context: CommandContext,
  license: string,
  options: { readonly reason: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const reason = parseReason(options.reason);
  const platform = await context.connect();
  return onceResult({
    transaction: await revokeLicense(platform, licenseId, reason),
    subject: { licenseId },
    already: 'alreadyRevoked',
    done: `revoked license ${licenseId}; the reason is shown with it`,
    nothing: `license ${licenseId} is revoked already; nothing was done`,
  });
}

function parseReason(text: string): string {
  const reason = text.normalize('NFC').trim();
  if (reason === '' || reason.length > MAX_REASON_LENGTH)
    throw new UsageError('--reason', `say why, in 1 to ${MAX_REASON_LENGTH} characters.`);
  return reason;
}

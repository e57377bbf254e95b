import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { grantSublicense } from '@lanran/sdk/licensing/sublicensing';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseWish, wishInput, type WishOptions } from '../wish-options.ts';
import { refusedResult } from './quote.ts';

export interface SublicenseOptions extends WishOptions {
  readonly licensee: string;
  readonly revocable?: boolean;
  readonly fixedVersion?: boolean;
}

/** Grants a part of a license to another organization, beside others; it ends with the license. */
export async function sublicense(
  context: CommandContext,
  license: string,
  options: SublicenseOptions,
): Promise<CommandResult> {
  const parent = parseLicenseArgument(license);
  const wish = parseWish(options);
  const platform = await context.connect();
  const licensee = await getOrganization(platform.api, options.licensee, '--licensee');
  const outcome = await grantSublicense(platform, {
    licenseId: parent,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    revocable: options.revocable === true,
    fixedVersion: options.fixedVersion === true,
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, platform.deployment.paymentToken);
  const { licenseId, outcome: act, alreadyHeld } = outcome.granted;
  return {
    json: {
      licenseId,
      parent,
      licensee: licensee.id,
      ...outcomeDocument(act),
      ...(alreadyHeld && { alreadyHeld }),
    },
    lines: [
      alreadyHeld
        ? `${licensee.slug} holds sublicense ${licenseId} already`
        : `sublicense ${licenseId} to ${licensee.slug}`,
      outcomeLine(act),
    ],
  };
}

import type { Claimed } from '@lanran/sdk/licensing/claims';
import { claimCredits } from '@lanran/sdk/licensing/claims';
import { getOrganization, listMemberships, type Organization } from '@lanran/sdk/organizations/organizations';
import type { Platform } from '@lanran/sdk/kernel/session';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import type { CommandContext } from '../context.ts';
import { moneyText } from '../money-text.ts';
import type { CommandResult } from '../output.ts';

export interface ClaimOptions {
  readonly organization?: string;
}

/** Has every credit paid out to the payout address: of the named organization, else of each of your own. Safe to repeat. */
export async function claim(context: CommandContext, options: ClaimOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const claimed: ReturnType<typeof reportOf>[] = [];
  for (const organization of await payees(platform, options))
    claimed.push(
      ...(await claimCredits(platform, organization.id)).map((one) => reportOf(one, organization, platform)),
    );
  return {
    json: { claimed: claimed.map(({ document }) => document) },
    lines: claimed.length === 0 ? ['nothing to claim'] : claimed.flatMap(({ lines }) => lines),
  };
}

async function payees({ api }: Platform, { organization }: ClaimOptions): Promise<Organization[]> {
  if (organization !== undefined) return [await getOrganization(api, organization, '--organization')];
  return (await listMemberships(api)).map((membership) => membership.organization);
}

function reportOf(
  { amount, token, payout, outcome }: Claimed,
  { id, slug }: Organization,
  { deployment }: Platform,
) {
  const text = moneyText({ amount, token }, deployment);
  return {
    document: { organizationId: id, slug, amount: text, token, payout, ...outcomeDocument(outcome) },
    lines: [`${text} for ${slug}, to ${payout ?? 'its payout address'}`, outcomeLine(outcome)],
  };
}

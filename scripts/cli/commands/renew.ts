import { formatDay } from '@lanran/protocol/kernel/day';
import { renewLicense } from '@lanran/sdk/licensing/renewal';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import type { CommandContext } from '../context.ts';
import { moneyText } from '../money-text.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseMaxPrice } from '../payment-options.ts';
import { refusedResult } from './quote.ts';

export interface RenewOptions {
  readonly maxPrice?: string;
}

/** Buys the following period of a license, of the same length and at the same price; the same renewal twice is one. */
export async function renew(
  context: CommandContext,
  license: string,
  options: RenewOptions,
): Promise<CommandResult> {
  const held = parseLicenseArgument(license);
  const platform = await context.connect();
  const { deployment } = platform;
  const outcome = await renewLicense(platform, {
    licenseId: held,
    maxPrice: parseMaxPrice(options.maxPrice, deployment),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, deployment.paymentToken);
  const { licenseId, terms, outcome: act, alreadyHeld } = outcome.renewed;
  const price = moneyText({ amount: terms.price, token: terms.token }, deployment);
  const [from, to] = [formatDay(terms.wish.firstDay), formatDay(terms.wish.lastDay)];
  return {
    json: {
      licenseId,
      renews: held,
      from,
      to,
      price,
      ...outcomeDocument(act),
      ...(alreadyHeld && { alreadyHeld }),
    },
    lines: [
      alreadyHeld
        ? `license ${licenseId}, ${from} to ${to}, is held already`
        : `license ${licenseId}, ${from} to ${to}, for ${price}`,
      outcomeLine(act),
    ],
  };
}

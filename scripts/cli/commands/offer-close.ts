import { closeOffer } from '@lanran/sdk/licensing/offers';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseOfferArgument } from '../parse-ids.ts';

/** A holder takes an offer back; licenses sold from it stay. */
export async function offerClose(context: CommandContext, offer: string): Promise<CommandResult> {
  const offerId = parseOfferArgument(offer);
  const platform = await context.connect();
  const about = { offerId: offerId.toString() };
  const done = await closeOffer(platform, offerId);
  return done === null
    ? alreadyResult(about, `offer ${offerId} is closed`)
    : actResult(done, { about, done: `offer ${offerId} is closed; licenses sold from it stay` });
}

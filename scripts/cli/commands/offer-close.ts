import { closeOffer } from '../../client/offering.ts';
import type { CommandContext } from '../context.ts';
import { onceResult } from '../once-result.ts';
import type { CommandResult } from '../output.ts';
import { parseOfferArgument } from '../parse-ids.ts';

/** A holder takes an offer back; licenses sold from it stay. */
export async function offerClose(context: CommandContext, offer: string): Promise<CommandResult> {
  const offerId = parseOfferArgument(offer);
  const platform = await context.connect();
  return onceResult({
    transaction: await closeOffer(platform, offerId),
    subject: { offerId: offerId.toString() },
    already: 'alreadyClosed',
    done: `closed offer ${offerId}; licenses sold from it stay`,
    nothing: `offer ${offerId} is closed already; nothing was done`,
  });
}

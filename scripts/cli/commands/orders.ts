import { listOrders } from '@lanran/sdk/licensing/orders';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { listOfParties, type PartyOptions } from '../parties.ts';
import { termsDocument, termsLine } from '../terms-document.ts';

/** The orders of your organizations, as licensee, holder or community, with what is still to be confirmed. */
export async function orders(context: CommandContext, options: PartyOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id, kind }) =>
    kind === 'COMMUNITY'
      ? listOrders(api, { community: id })
      : [...(await listOrders(api, { licensee: id })), ...(await listOrders(api, { holder: id }))],
  );
  return {
    json: {
      orders: listed.map(({ id, terms, state, isPaid, isShared, orderedAt }) => ({
        orderId: id,
        licensee: terms.licensee,
        ...termsDocument(terms, deployment),
        state,
        isPaid,
        isShared,
        orderedAt,
      })),
    },
    lines: listed.map(
      ({ id, licensee, terms, state, isPaid, isShared }) =>
        `${id}  ${licensee.slug}  ${state}${isPaid ? ', paid' : ''}${isShared ? ', share received' : ''}  ${termsLine(terms, deployment)}`,
    ),
  };
}

import { ZeroAddress } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { isInvoicedOnly, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { Credit } from '../ports/ledger.ts';
import type { PlatformContracts } from './platform-contracts.ts';

/** Of what one buys with and the chain's own coin, those that are accepted and of which there is any. */
export async function readCredits(
  {
    book,
    market,
    currencies,
  }: Pick<PlatformContracts, 'book' | 'market'> & { readonly currencies: readonly PlatformCurrency[] },
  organizationId: OrganizationId,
): Promise<Credit[]> {
  const paid = currencies.filter((currency) => !isInvoicedOnly(currency));
  const tokens = [...paid.map(({ address }) => address), ZeroAddress];
  const credits = await Promise.all(
    tokens.map(async (token): Promise<Credit | null> => {
      if (!(await book.isAccepted(token))) return null;
      const amount = await market.creditOf(organizationId, token);
      // ethers types addresses as string.
      return amount === 0n ? null : { token: token.toLowerCase() as Hex, amount };
    }),
  );
  return credits.filter((credit) => credit !== null);
}

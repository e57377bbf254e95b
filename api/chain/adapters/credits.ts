import { ZeroAddress } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Credit } from '../ports/ledger.ts';
import type { PlatformContracts } from './platform-contracts.ts';

/** Of the deployment's token and the chain's own coin, those that are accepted and of which there is any. */
export async function readCredits(
  { book, market, payment }: Pick<PlatformContracts, 'book' | 'market' | 'payment'>,
  organizationId: OrganizationId,
): Promise<Credit[]> {
  const tokens = [await payment.getAddress(), ZeroAddress];
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

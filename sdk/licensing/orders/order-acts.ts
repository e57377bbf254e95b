import { createLicenseMarketInterface } from '../../../contracts/abi/interfaces/LicenseMarket.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Purchase } from '../licensing-acts.ts';
import type { Act } from '../../acts/relaying.ts';
import { termsArgument } from '../terms-argument.ts';

// ethers types calldata as string; its interfaces make lower-case hex.
const marketAct = (data: string): Act => ({ contract: 'LicenseMarket', data: data as Hex });

/** A studio orders a license that it pays by invoice. */
export function orderAct(purchase: Purchase): Act {
  return marketAct(createLicenseMarketInterface().encodeFunctionData('order', [purchase]));
}

/** What may be said of an order: that it is taken back, that its invoice is paid, that the community's share arrived. */
export type OrderSaying = 'cancelOrder' | 'confirmPaid' | 'confirmShare';

/** The licensee, the holder or the council says something of an order. */
export function orderSayingAct(saying: OrderSaying, terms: Terms): Act {
  const market = createLicenseMarketInterface();
  const argument = termsArgument(terms);
  switch (saying) {
    case 'cancelOrder':
      return marketAct(market.encodeFunctionData('cancelOrder', [argument]));
    case 'confirmPaid':
      return marketAct(market.encodeFunctionData('confirmPaid', [argument]));
    case 'confirmShare':
      return marketAct(market.encodeFunctionData('confirmShare', [argument]));
  }
}

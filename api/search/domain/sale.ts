import type { Day } from '@lanran/protocol/kernel/day';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Availability } from '../../assets/domain/availability.ts';

/** What a card says of an asset's sale. */
export interface Sale {
  readonly isNow: boolean;
  /** The cheapest use that can be licensed now, in each token; by token. */
  readonly from: readonly { readonly token: Address; readonly amount: bigint }[];
}

export function saleOf({ saleDays, sales }: Availability, today: Day): Sale {
  const isOn = ({ firstDay, lastDay }: { readonly firstDay: Day; readonly lastDay: Day }) =>
    firstDay <= today && today <= lastDay;
  const least = new Map<Address, bigint>();
  for (const { token, price, ...days } of sales) {
    if (!isOn(days)) continue;
    const amount = BigInt(price);
    const known = least.get(token);
    if (known === undefined || amount < known) least.set(token, amount);
  }
  const from = [...least].map(([token, amount]) => ({ token, amount }));
  return {
    isNow: saleDays.some(isOn),
    from: from.toSorted((left, right) => (left.token < right.token ? -1 : 1)),
  };
}

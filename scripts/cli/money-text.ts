import { formatMoney } from '@lanran/protocol/kernel/money';
import type { Money } from '@lanran/sdk/kernel/money';
import type { Deployment } from '@lanran/sdk/kernel/session';

/** An amount with its token, e.g. `1200 TCNY`; of a token without a known name, its smallest units and address. */
export function moneyText(
  { amount, token }: Money,
  { paymentToken }: Pick<Deployment, 'paymentToken'>,
): string {
  return token.toLowerCase() === paymentToken.address
    ? formatMoney(amount, paymentToken)
    : `${amount} of the smallest unit of ${token}`;
}

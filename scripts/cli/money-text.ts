import { formatMoney } from '@lanran/protocol/money';
import type { Money } from '@lanran/client/assets';
import type { Deployment } from '@lanran/client/platform';

/** An amount with its token, e.g. `1200 TCNY`; of a token without a known name, its smallest units and address. */
export function moneyText(
  { amount, token }: Money,
  { paymentToken }: Pick<Deployment, 'paymentToken'>,
): string {
  return token.toLowerCase() === paymentToken.address
    ? formatMoney(amount, paymentToken)
    : `${amount} of the smallest unit of ${token}`;
}

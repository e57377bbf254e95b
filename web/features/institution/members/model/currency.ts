import { useFormats } from '../../../../lib/language/format.ts';
import { usePaymentToken } from '../../../../lib/pricing/payment-token.ts';

interface Amount {
  readonly amount: string;
  readonly token: string;
}

/** Amounts in words; what is in another token than the platform's shows its smallest units. */
export function useMoney(): (money: Amount) => string {
  const token = usePaymentToken();
  const formats = useFormats();
  return ({ amount, token: address }) => {
    if (token === null) return '…';
    const isOurs = token.address.toLowerCase() === address.toLowerCase();
    return formats.money(amount, isOurs ? token : { symbol: `(${address.slice(0, 8)}…)`, decimals: 0 });
  };
}

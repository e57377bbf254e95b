import { parseMoney } from '@lanran/protocol/kernel/money';
import type { Deployment } from '@lanran/sdk/kernel/session';
import { parseOption } from './output.ts';

/** `--max-price` in the token's smallest unit; null accepts any. @throws UsageError */
export function parseMaxPrice(
  text: string | undefined,
  { paymentToken }: Pick<Deployment, 'paymentToken'>,
): bigint | null {
  if (text === undefined) return null;
  return parseOption('--max-price', () => parseMoney(text, [paymentToken])).units;
}

import { z } from 'zod';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { GraphqlClient } from '../../kernel/graphql-client.ts';

const units = z.string().transform(BigInt);
export const paymentAccountAnswer = z.object({
  token: z.string().transform((text) => parseAddress(text.toLowerCase())),
  balance: units,
  /** What the market may take already. */
  allowance: units,
  /** Null for a token without permits. */
  permitNonce: units.nullable(),
});
/** What is asked of an account. */
export const ACCOUNT_FIELDS = 'token balance allowance permitNonce';
export type PaymentAccount = z.infer<typeof paymentAccountAnswer>;

/** An address's balance in a currency's smallest unit, and its next permit nonce. */
export async function readPaymentAccount(
  api: GraphqlClient,
  { address, token }: { readonly address: Address; readonly token: Address },
): Promise<PaymentAccount> {
  const { paymentAccount } = await api.request({
    query: `query ($address: String!, $token: String) { paymentAccount(address: $address, token: $token) { ${ACCOUNT_FIELDS} } }`,
    variables: { address, token },
    answer: z.object({ paymentAccount: paymentAccountAnswer }),
  });
  return paymentAccount;
}

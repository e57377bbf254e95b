import { z } from 'zod';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { GraphqlClient } from '../../kernel/graphql-client.ts';

const units = z.string().transform(BigInt);
export const paymentAccountAnswer = z.object({ balance: units, permitNonce: units });
export type PaymentAccount = z.infer<typeof paymentAccountAnswer>;

/** An address's balance in the payment token's smallest unit, and its next permit nonce. */
export async function readPaymentAccount(api: GraphqlClient, address: Address): Promise<PaymentAccount> {
  const { paymentAccount } = await api.request({
    query: `query ($address: String!) { paymentAccount(address: $address) { balance permitNonce } }`,
    variables: { address },
    answer: z.object({ paymentAccount: paymentAccountAnswer }),
  });
  return paymentAccount;
}

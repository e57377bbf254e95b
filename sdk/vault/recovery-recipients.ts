import { z } from 'zod';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const RecipientAnswer = z.object({ recipient: z.string(), setAt: z.string(), setBy: z.string() }).nullable();

/** A public age key that an organization's originals are encrypted to, beside the vault's; null for none. */
export type RecoveryRecipient = z.infer<typeof RecipientAnswer>;

export async function findRecoveryRecipient(
  api: GraphqlClient,
  organizationId: OrganizationId,
): Promise<RecoveryRecipient> {
  const { recoveryRecipient } = await api.request({
    query: `query ($organizationId: ID!) {
      recoveryRecipient(organizationId: $organizationId) { recipient setAt setBy }
    }`,
    variables: { organizationId },
    answer: z.object({ recoveryRecipient: RecipientAnswer }),
  });
  return recoveryRecipient;
}

/** Null takes it away. */
export async function setRecoveryRecipient(
  api: GraphqlClient,
  {
    organizationId,
    recipient,
  }: { readonly organizationId: OrganizationId; readonly recipient: string | null },
): Promise<RecoveryRecipient> {
  const { setRecoveryRecipient: set } = await api.request({
    query: `mutation ($organizationId: ID!, $recipient: String) {
      setRecoveryRecipient(organizationId: $organizationId, recipient: $recipient) { recipient setAt setBy }
    }`,
    variables: { organizationId, recipient },
    answer: z.object({ setRecoveryRecipient: RecipientAnswer }),
  });
  return set;
}

import { z } from 'zod';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const FIELDS = `id licenseIds label state lastDay createdAt revokedAt lastUsedAt`;

const TokenAnswer = z.object({
  id: z.string(),
  licenseIds: z.array(z.string()),
  label: z.string(),
  state: z.enum(['LIVE', 'OVER', 'REVOKED']),
  /** YYYY-MM-DD. */
  lastDay: z.string(),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});

/** By which a machine reads the files of its licenses. */
export type DeliveryToken = z.infer<typeof TokenAnswer>;

/** Of one licensee. @returns the token, and its text, which is told this once */
export async function issueDeliveryToken(
  api: GraphqlClient,
  {
    licenseIds: [licenseId, ...furtherLicenseIds],
    ...order
  }: {
    readonly licenseIds: readonly [LicenseId, ...LicenseId[]];
    readonly label: string;
    /** YYYY-MM-DD; null: as long as the license that ends last. */
    readonly lastDay: string | null;
  },
): Promise<{ readonly token: DeliveryToken; readonly text: string }> {
  const { issueDeliveryToken: issued } = await api.request({
    query: `mutation ($licenseId: ID!, $furtherLicenseIds: [ID!], $label: String!, $lastDay: String) {
      issueDeliveryToken(licenseId: $licenseId, furtherLicenseIds: $furtherLicenseIds, label: $label, lastDay: $lastDay) { text token { ${FIELDS} } }
    }`,
    variables: { ...order, licenseId, furtherLicenseIds },
    answer: z.object({ issueDeliveryToken: z.object({ text: z.string(), token: TokenAnswer }) }),
  });
  return issued;
}

/** The last 100 of a license, newest first. */
export async function listDeliveryTokens(api: GraphqlClient, licenseId: LicenseId): Promise<DeliveryToken[]> {
  const { deliveryTokens } = await api.request({
    query: `query ($licenseId: ID!) { deliveryTokens(licenseId: $licenseId) { ${FIELDS} } }`,
    variables: { licenseId },
    answer: z.object({ deliveryTokens: z.array(TokenAnswer) }),
  });
  return deliveryTokens;
}

/** At once. */
export async function revokeDeliveryToken(api: GraphqlClient, id: string): Promise<DeliveryToken> {
  const { revokeDeliveryToken: revoked } = await api.request({
    query: `mutation ($id: ID!) { revokeDeliveryToken(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ revokeDeliveryToken: TokenAnswer }),
  });
  return revoked;
}

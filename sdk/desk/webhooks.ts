import { z } from 'zod';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { InboxKind } from './inbox-kinds.ts';

const DeliveryAnswer = z.object({
  id: z.string(),
  kind: z.string().nullish(),
  state: z.enum(['WAITING', 'SENT', 'GAVE_UP', 'DROPPED']),
  attemptedAt: z.string().nullish(),
  nextAt: z.string().nullish(),
  status: z.number().int().nullish(),
  durationMs: z.number().int().nullish(),
  error: z.string().nullish(),
});
export type WebhookDelivery = z.infer<typeof DeliveryAnswer>;

const WebhookAnswer = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.string()),
  failingSince: z.string().nullish(),
  offAt: z.string().nullish(),
});
export type Webhook = z.infer<typeof WebhookAnswer>;

const FIELDS = `id url kinds failingSince offAt`;

/** The secret is told this once. @throws RefusedError */
export async function createWebhook(
  api: GraphqlClient,
  asked: {
    readonly organizationId: string;
    readonly url: string;
    readonly kinds: readonly InboxKind[];
  },
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  const { createWebhook: made } = await api.request({
    query: `mutation ($organizationId: ID!, $url: String!, $kinds: [InboxKind!]!) {
      createWebhook(organizationId: $organizationId, url: $url, kinds: $kinds) { secret webhook { ${FIELDS} } } }`,
    variables: asked,
    answer: z.object({ createWebhook: z.object({ secret: z.string(), webhook: WebhookAnswer }) }),
  });
  return made;
}

/** @throws RefusedError for whoever is no member */
export async function listWebhooks(api: GraphqlClient, organizationId: string): Promise<readonly Webhook[]> {
  const { webhooks } = await api.request({
    query: `query ($organizationId: ID!) { webhooks(organizationId: $organizationId) { ${FIELDS} } }`,
    variables: { organizationId },
    answer: z.object({ webhooks: z.array(WebhookAnswer) }),
  });
  return webhooks;
}

/** With its deliveries. @throws RefusedError */
export async function deleteWebhook(api: GraphqlClient, id: string): Promise<void> {
  await api.request({
    query: `mutation ($id: ID!) { deleteWebhook(id: $id) }`,
    variables: { id },
    answer: z.object({ deleteWebhook: z.boolean() }),
  });
}

/** Has it called once, and says what came of it. @throws RefusedError */
export async function testWebhook(api: GraphqlClient, id: string): Promise<WebhookDelivery> {
  const { testWebhook: delivery } = await api.request({
    query: `mutation ($id: ID!) { testWebhook(id: $id) { id kind state attemptedAt nextAt status durationMs error } }`,
    variables: { id },
    answer: z.object({ testWebhook: DeliveryAnswer }),
  });
  return delivery;
}

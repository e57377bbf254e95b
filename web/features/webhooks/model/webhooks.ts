import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../lib/session/api.ts';
import { NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

const WEBHOOKS = graphql(
  `
    query Webhooks($organizationId: ID!) {
      organization(id: $organizationId) {
        ...NamedOrganization
      }
      webhooks(organizationId: $organizationId) {
        id
        url
        kinds
        failingSince
        offAt
        deliveries {
          id
          kind
          createdAt
          state
          attemptedAt
          nextAt
          status
          durationMs
          error
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const CREATE_WEBHOOK = graphql(`
  mutation CreateWebhook($organizationId: ID!, $url: String!, $kinds: [InboxKind!]!) {
    createWebhook(organizationId: $organizationId, url: $url, kinds: $kinds) {
      secret
      webhook {
        url
      }
    }
  }
`);

export const ROTATE_SECRET = graphql(`
  mutation RotateWebhookSecret($id: ID!) {
    rotateWebhookSecret(id: $id) {
      secret
      webhook {
        url
      }
    }
  }
`);

export const SWITCH_ON = graphql(`
  mutation SwitchOnWebhook($id: ID!) {
    switchOnWebhook(id: $id) {
      id
    }
  }
`);

export const DELETE_WEBHOOK = graphql(`
  mutation DeleteWebhook($id: ID!) {
    deleteWebhook(id: $id)
  }
`);

export const TEST_WEBHOOK = graphql(`
  mutation TestWebhook($id: ID!) {
    testWebhook(id: $id) {
      id
    }
  }
`);

export const RESEND_DELIVERY = graphql(`
  mutation ResendDelivery($id: ID!) {
    resendDelivery(id: $id) {
      id
    }
  }
`);

export type ShownWebhook = ResultOf<typeof WEBHOOKS>['webhooks'][number];
export type ShownDelivery = ShownWebhook['deliveries'][number];

/** Shown once, after it was made. */
export type NewSecret = ResultOf<typeof CREATE_WEBHOOK>['createWebhook'];

const KEY = 'webhooks';
const LOOK_EVERY_MS = 5_000;

/** While a call waits it may arrive any moment. */
export function useWebhooks(organizationId: string) {
  return useQuery({
    queryKey: [KEY, organizationId],
    queryFn: ({ signal }) => request(WEBHOOKS, { organizationId }, { signal }),
    refetchInterval: ({ state: { data } }) => {
      const waits = data?.webhooks.some(({ deliveries }) =>
        deliveries.some(({ state }) => state === 'WAITING'),
      );
      return waits === true ? LOOK_EVERY_MS : false;
    },
  });
}

/** Asks again after an act. */
export function useWebhooksChanged() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: [KEY] });
}

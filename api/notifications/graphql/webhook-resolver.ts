import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { InboxKindEnum } from '../../desk/graphql/inbox-nodes.ts';
import type { InboxKind } from '../../desk/domain/inbox-item.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, LIST_READ } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { WebhooksService } from '../services/webhooks.ts';
import {
  DeliveryNode,
  toDeliveryNode,
  toWebhookNode,
  WebhookNode,
  WebhookWithSecretNode,
} from './notification-nodes.ts';

@Resolver(() => WebhookNode)
export class WebhookResolver {
  readonly #webhooks: WebhooksService;

  constructor(webhooks: WebhooksService) {
    this.#webhooks = webhooks;
  }

  @Query(() => [WebhookNode], {
    complexity: LIST_COST,
    description: 'Of an organization, for its members and its council.',
  })
  async webhooks(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<WebhookNode[]> {
    const webhooks = await this.#webhooks.list(actor, toOrganizationId(organizationId, 'organizationId'));
    return webhooks.map(toWebhookNode);
  }

  @FieldResolver(() => [DeliveryNode], {
    complexity: ({ childComplexity }) => LIST_READ + 20 * childComplexity,
    description: 'The last 20, the newest first.',
  })
  async deliveries(@Root() webhook: WebhookNode): Promise<DeliveryNode[]> {
    return (await this.#webhooks.deliveriesOf(webhook)).map(toDeliveryNode);
  }

  @Mutation(() => WebhookWithSecretNode, {
    complexity: ACT_COST,
    description:
      'By an owner; at most 10. HTTPS, on the public Internet; what is told before it is made is not sent.',
  })
  async createWebhook(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('url', () => String) url: string,
    @Arg('kinds', () => [InboxKindEnum]) kinds: InboxKind[],
  ): Promise<WebhookWithSecretNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    const { webhook, secret } = await this.#webhooks.create(actor, id, { url, kinds });
    return { webhook: toWebhookNode(webhook), secret };
  }

  @Mutation(() => WebhookWithSecretNode, {
    complexity: ACT_COST,
    description: 'By an owner. For a day both secrets sign.',
  })
  async rotateWebhookSecret(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookWithSecretNode> {
    const { webhook, secret } = await this.#webhooks.rotateSecret(actor, id);
    return { webhook: toWebhookNode(webhook), secret };
  }

  @Mutation(() => WebhookNode, {
    complexity: ACT_COST,
    description: 'By an owner, of one that was switched off.',
  })
  async switchOnWebhook(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookNode> {
    return toWebhookNode(await this.#webhooks.switchOn(actor, id));
  }

  @Mutation(() => Boolean, { complexity: ACT_COST, description: 'By an owner, with its deliveries.' })
  async deleteWebhook(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.#webhooks.delete(actor, id);
    return true;
  }

  @Mutation(() => DeliveryNode, {
    complexity: ACT_COST,
    description: 'By an owner. Calls it once, and waits for the answer.',
  })
  async testWebhook(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<DeliveryNode> {
    return toDeliveryNode(await this.#webhooks.test(actor, id));
  }

  @Mutation(() => DeliveryNode, {
    complexity: ACT_COST,
    description: 'By an owner: a delivery to a webhook, from the first attempt on, under the same id.',
  })
  async resendDelivery(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<DeliveryNode> {
    return toDeliveryNode(await this.#webhooks.sendAgain(actor, id));
  }
}

import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { InboxKindEnum } from '../../desk/graphql/inbox-nodes.ts';
import type { InboxKind } from '../../desk/domain/inbox-item.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import type { Mailbox, MailLanguage } from '../domain/mailbox.ts';
import type { MailboxesService } from '../services/mailboxes.ts';
import { MailLanguageEnum } from './notification-enums.ts';
import {
  DeliveryNode,
  EmailConfirmationNode,
  NotificationChoicesNode,
  toChoicesNode,
  toDeliveryNode,
} from './notification-nodes.ts';

@Resolver(() => NotificationChoicesNode)
export class NotificationChoicesResolver {
  readonly #mailboxes: MailboxesService;

  constructor(mailboxes: MailboxesService) {
    this.#mailboxes = mailboxes;
  }

  @Query(() => NotificationChoicesNode, { description: 'One’s own.' })
  async notificationChoices(@Ctx() { actor }: GraphqlContext): Promise<NotificationChoicesNode> {
    return this.#toNode(await this.#mailboxes.get(actor));
  }

  @FieldResolver(() => EmailConfirmationNode, {
    nullable: true,
    description: 'Of an address that nobody confirmed yet.',
  })
  async confirmation(@Root() { source }: NotificationChoicesNode): Promise<EmailConfirmationNode | null> {
    if (source.confirmation === null) return null;
    const mail = await this.#mailboxes.confirmationMail(source);
    return { until: source.confirmation.until, mail: mail === null ? null : toDeliveryNode(mail) };
  }

  @FieldResolver(() => [DeliveryNode], {
    complexity: LIST_COST,
    description: 'Mail of the last 30 days that was given up, at most 20.',
  })
  async failures(@Ctx() { actor }: GraphqlContext): Promise<DeliveryNode[]> {
    return (await this.#mailboxes.failuresOf(actor)).map(toDeliveryNode);
  }

  @Mutation(() => NotificationChoicesNode, {
    complexity: ACT_COST,
    description:
      'Sends a code to the address, which is good for 24 hours; mail goes there once it came back. Five a day, and one a minute to an address.',
  })
  async setEmail(
    @Ctx() { actor, caller }: GraphqlContext,
    @Arg('email', () => String) email: string,
    @Arg('language', () => MailLanguageEnum) language: MailLanguage,
  ): Promise<NotificationChoicesNode> {
    return this.#toNode(await this.#mailboxes.setEmail(actor, { email, language, network: caller.network }));
  }

  @Mutation(() => Boolean, {
    complexity: ACT_COST,
    description: 'Needs no session: whoever reads the address has the code.',
  })
  async confirmEmail(@Arg('code', () => String) code: string): Promise<boolean> {
    await this.#mailboxes.confirmEmail(code);
    return true;
  }

  @Mutation(() => NotificationChoicesNode, { complexity: ACT_COST, description: 'Forgets the address.' })
  async removeEmail(@Ctx() { actor }: GraphqlContext): Promise<NotificationChoicesNode> {
    return this.#toNode(await this.#mailboxes.removeEmail(actor));
  }

  @Mutation(() => NotificationChoicesNode, { complexity: ACT_COST, description: 'What is left out stays.' })
  async chooseNotifications(
    @Ctx() { actor }: GraphqlContext,
    @Arg('kinds', () => [InboxKindEnum], { nullable: true }) kinds: InboxKind[] | null | undefined,
    @Arg('language', () => MailLanguageEnum, { nullable: true }) language: MailLanguage | null | undefined,
  ): Promise<NotificationChoicesNode> {
    const choice = { ...(kinds != null && { kinds }), ...(language != null && { language }) };
    return this.#toNode(await this.#mailboxes.choose(actor, choice));
  }

  @Mutation(() => NotificationChoicesNode, {
    complexity: ACT_COST,
    description: 'Mail to an address that was unsubscribed begins again.',
  })
  async resumeMail(@Ctx() { actor }: GraphqlContext): Promise<NotificationChoicesNode> {
    return this.#toNode(await this.#mailboxes.resumeMail(actor));
  }

  #toNode(mailbox: Mailbox): NotificationChoicesNode {
    return toChoicesNode(mailbox, this.#mailboxes.sendsMail);
  }
}

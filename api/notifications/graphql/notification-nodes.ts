import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { InboxKindEnum } from '../../desk/graphql/inbox-nodes.ts';
import { INBOX_KINDS, type InboxKind } from '../../desk/domain/inbox-item.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { Mailbox, MailLanguage, MailStop } from '../domain/mailbox.ts';
import type { Webhook } from '../domain/webhook.ts';
import { DeliveryStateEnum, MailLanguageEnum, MailStopEnum } from './notification-enums.ts';

@ObjectType('Delivery', { description: 'One message to one webhook or person.' })
export class DeliveryNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => InboxKindEnum, {
    nullable: true,
    description: 'Null for a test, and for a message about sending.',
  })
  declare readonly kind: InboxKind | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was to be sent first.' })
  declare readonly createdAt: Date;

  @Field(() => DeliveryStateEnum)
  declare readonly state: DeliveryState;

  @Field(() => Int)
  declare readonly attempts: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null before the first attempt.' })
  declare readonly attemptedAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'While it waits.' })
  declare readonly nextAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'Of HTTP or SMTP; null without an answer.' })
  declare readonly status: number | null;

  @Field(() => Int, { nullable: true })
  declare readonly durationMs: number | null;

  @Field(() => String, { nullable: true, description: 'Of the last attempt; null when it arrived.' })
  declare readonly error: string | null;
}

@ObjectType('Webhook', { description: 'Called with what the inbox of an organization is told.' })
export class WebhookNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String)
  declare readonly url: string;

  @Field(() => [InboxKindEnum])
  declare readonly kinds: readonly InboxKind[];

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when nothing arrived; null after what arrived last.',
  })
  declare readonly failingSince: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was switched off, after five days in which nothing arrived. Null: it is on.',
  })
  declare readonly offAt: Date | null;
}

@ObjectType('WebhookWithSecret')
export class WebhookWithSecretNode {
  @Field(() => WebhookNode)
  declare readonly webhook: WebhookNode;

  @Field(() => String, { description: 'Shown this once; signs as Standard Webhooks (`whsec_…`).' })
  declare readonly secret: string;
}

@ObjectType('MailStopped')
export class MailStoppedNode {
  @Field(() => MailStopEnum)
  declare readonly why: MailStop;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => String, { nullable: true, description: 'What the mail server said.' })
  declare readonly answer: string | null;
}

@ObjectType('EmailConfirmation')
export class EmailConfirmationNode {
  @Field(() => GraphQLISODateTime)
  declare readonly until: Date;

  @Field(() => DeliveryNode, { nullable: true, description: 'The mail with the code.' })
  declare readonly mail: DeliveryNode | null;
}

@ObjectType('NotificationChoices', { description: 'What a person wants by e-mail, and where.' })
export class NotificationChoicesNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Mailbox;

  @Field(() => Boolean, { description: 'False: this installation sends no e-mail.' })
  declare readonly sendsMail: boolean;

  @Field(() => String, { nullable: true })
  declare readonly email: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Mail is sent from then on.' })
  declare readonly confirmedAt: Date | null;

  @Field(() => MailStoppedNode, { nullable: true, description: 'Null while mail is sent.' })
  declare readonly stopped: MailStoppedNode | null;

  @Field(() => MailLanguageEnum)
  declare readonly language: MailLanguage;

  @Field(() => [InboxKindEnum])
  declare readonly kinds: readonly InboxKind[];
}

export function toWebhookNode({
  secret: _secret,
  former: _former,
  organizationId: _of,
  ...webhook
}: Webhook): WebhookNode {
  return webhook;
}

export function toDeliveryNode({
  id,
  notice,
  createdAt,
  state,
  attempts,
  nextAt,
  last,
}: Delivery): DeliveryNode {
  return {
    id,
    kind: INBOX_KINDS.find((kind) => kind === notice.kind) ?? null,
    createdAt,
    state,
    attempts,
    attemptedAt: last?.at ?? null,
    nextAt,
    status: last?.status ?? null,
    durationMs: last?.durationMs ?? null,
    error: last?.error ?? null,
  };
}

export function toChoicesNode(mailbox: Mailbox, sendsMail: boolean): NotificationChoicesNode {
  const { email, confirmedAt, stopped, language, kinds } = mailbox;
  return { source: mailbox, sendsMail, email, confirmedAt, stopped, language, kinds };
}

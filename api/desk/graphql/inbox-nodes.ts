import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Asset } from '../../assets/domain/asset.ts';
import { Money } from '../../chain/graphql/money.ts';
import { sharesOf } from '../../licensing/domain/earning.ts';
import type { License } from '../../licensing/domain/license.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { INBOX_KINDS, type InboxItem, type InboxKind } from '../domain/inbox-item.ts';
import type { EntryKind, PartyRole, RequestKind } from '../domain/request.ts';
import type { RequestState } from '../domain/request-state.ts';
import { completesAgreement, entryOf, roleIn } from '../domain/told-entry.ts';
import type { InboxEntry } from '../services/inbox.ts';
import type { RequestView } from '../services/request-reading.ts';
import { EntryKindEnum, PartyRoleEnum, RequestKindEnum, RequestStateEnum } from './request-enums.ts';

export const InboxKindEnum = enumOf(
  INBOX_KINDS,
  'InboxKind',
  'ANSWERED: a message, or other terms. DECLINED: or withdrawn by who asked. REQUEST_ENDS: in 3 days at most, without an agreement. LICENSE_ENDS: in 60, 30 or 7 days at most.',
);

@ObjectType('InboxAsset')
export class InboxAssetNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;
}

@ObjectType('InboxRequest')
export class InboxRequestNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => RequestKindEnum)
  declare readonly kind: RequestKind;

  @Field(() => RequestStateEnum, { description: 'As it is now.' })
  declare readonly state: RequestState;

  @Field(() => String, { description: 'The last day for answers, YYYY-MM-DD.' })
  declare readonly dueDay: string;

  @Field(() => Int, { description: 'How many assets the item is about.' })
  declare readonly size: number;

  @Field(() => PartyRoleEnum, { nullable: true, description: 'The role of the recipient in the request.' })
  declare readonly role: PartyRole | null;

  @Field(() => EntryKindEnum, {
    nullable: true,
    description: 'What was written into the thread; null when a day tells.',
  })
  declare readonly entry: EntryKind | null;

  @Field(() => Boolean, { description: 'AGREED: with it all parties had agreed.' })
  declare readonly isAgreement: boolean;
}

@ObjectType('InboxLicense')
export class InboxLicenseNode {
  /** Resolved to `licensee`; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly lastDay: string;

  @Field(() => Money, { nullable: true, description: 'What the sale credited to the community.' })
  declare readonly share: Money | null;
}

@ObjectType('InboxSearch')
export class InboxSearchNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String)
  declare readonly name: string;
}

@ObjectType('InboxCall')
export class InboxCallNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;

  @Field(() => Boolean, { description: 'The organization that is told opened it.' })
  declare readonly isOfRecipient: boolean;
}

@ObjectType('InboxItem', {
  description: 'What an organization is told, or a person. Names and titles are as you may see them now.',
})
export class InboxItemNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: InboxItem;

  @Field(() => ID, { description: '`markInboxRead` takes it.' })
  declare readonly id: string;

  @Field(() => InboxKindEnum)
  declare readonly kind: InboxKind;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => Boolean, { description: 'You have not read it yet; others of its organization may have.' })
  declare readonly isUnread: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Days that remained, for *_ENDS; assets found, for SEARCH_FOUND.',
  })
  declare readonly count: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For PAYMENT_ASKED: the order of a line of the invoice; `invoice` takes it.',
  })
  declare readonly orderId: string | null;
}

export const InboxConnection = connectionType(InboxItemNode, 'InboxItem');

export function toInboxItemNode({ item, isUnread }: InboxEntry): InboxItemNode {
  const { id, kind, at, count, subject } = item;
  const orderId = kind === 'PAYMENT_ASKED' ? subject.licenseId : null;
  return { source: item, id, kind, at, isUnread, count, orderId };
}

export function toInboxAssetNode({ id, metadata }: Asset): InboxAssetNode {
  return { id, title: metadata.title };
}

export function toInboxRequestNode(
  { request, entries, state }: RequestView,
  { recipient, at, by }: InboxItem,
): InboxRequestNode {
  const { id, kind, dueDay, assetIds } = request;
  const entry = entryOf(entries, { at, by });
  return {
    id,
    kind,
    state,
    dueDay: formatDay(dueDay),
    size: (entry?.assetIds ?? assetIds).length,
    role: roleIn(request, recipient),
    entry: entry?.kind ?? null,
    isAgreement: entry !== null && completesAgreement(request, entries, entry),
  };
}

export function toInboxLicenseNode(license: License, { community }: Asset): InboxLicenseNode {
  const { id, terms, holder } = license;
  const share = sharesOf(terms, { holder, community }).find(
    ({ organizationId }) => organizationId === community,
  );
  return {
    source: license,
    id,
    lastDay: formatDay(terms.wish.lastDay),
    share: share === undefined ? null : { amount: share.amount.toString(), token: terms.token },
  };
}

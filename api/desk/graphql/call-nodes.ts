import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Wish } from '@lanran/protocol/licensing/window';
import { connectionType } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { WindowNode } from '../../platform/graphql/window-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { CALL_STATES, type CallChange, type CallState } from '../domain/call.ts';
import type { CallView } from '../services/call-reading.ts';

export const CallStateEnum = enumOf(
  CALL_STATES,
  'CallState',
  'OPEN: takes proposals today. CLOSED: its closing day is over, or it was closed before. WITHDRAWN: who opened it took it back.',
);

@ObjectType('WelcomeUse', {
  implements: WindowNode,
  description: 'A use that a call for proposals welcomes.',
})
export class WelcomeUseNode extends WindowNode {
  @Field(() => Boolean, { description: 'Also for one licensee alone.' })
  declare readonly exclusive: boolean;
}

@ObjectType('CallChange', { description: 'A change of an open call.' })
export class CallChangeNode {
  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => [String], {
    description: 'Of title, purpose, criteria, assets, welcome and closingDay, those that changed.',
  })
  declare readonly fields: readonly string[];

  @Field(() => [ID], { description: 'Those that exist for you.' })
  declare readonly added: readonly string[];

  @Field(() => [ID], { description: 'Those that exist for you.' })
  declare readonly removed: readonly string[];

  @Field(() => String, { nullable: true, description: 'Where it changed.' })
  declare readonly closingDayBefore: string | null;

  @Field(() => String, { nullable: true, description: 'Where it changed.' })
  declare readonly closingDayAfter: string | null;
}

@ObjectType('Call', {
  description:
    'A call for proposals on assets. It exists for whoever sees one of them, and for the people of who opened it.',
})
export class CallNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: CallView;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;

  @Field(() => LocalizedText)
  declare readonly purpose: LocalizedText;

  @Field(() => LocalizedText, { nullable: true, description: 'How they choose; null: they do not say.' })
  declare readonly criteria: LocalizedText | null;

  @Field(() => WelcomeUseNode, { nullable: true, description: 'Null: any use.' })
  declare readonly welcome: WelcomeUseNode | null;

  @Field(() => CallStateEnum)
  declare readonly state: CallState;

  @Field(() => GraphQLISODateTime)
  declare readonly openedAt: Date;

  @Field(() => String, { description: 'The last day for proposals, YYYY-MM-DD in UTC.' })
  declare readonly closingDay: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was closed before its closing day.',
  })
  declare readonly closedAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly withdrawnAt: Date | null;

  @Field(() => LocalizedText, { nullable: true })
  declare readonly withdrawnReason: LocalizedText | null;

  @Field(() => Boolean, { description: 'Are you of the organization that opened it?' })
  declare readonly isOwn: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'One more with each change, for the people of the organization that opened it.',
  })
  declare readonly revision: number | null;
}

export const CallConnection = connectionType(CallNode, 'Call');

export function toCallNode(view: CallView): CallNode {
  const { call, state, isOwn } = view;
  const { id, title, purpose, criteria, openedAt, closedAt, withdrawnAt, withdrawnReason } = call;
  return {
    source: view,
    ...{ id, title, purpose, criteria, openedAt, closedAt, withdrawnAt, withdrawnReason, state, isOwn },
    welcome: call.welcome === null ? null : toWelcomeNode(call.welcome),
    closingDay: formatDay(call.closingDay),
    revision: isOwn ? call.revision : null,
  };
}

export function toCallChangeNode(change: CallChange): CallChangeNode {
  const { at, fields, added, removed, closingDayBefore, closingDayAfter } = change;
  return {
    ...{ at, fields, added, removed },
    closingDayBefore: closingDayBefore === null ? null : formatDay(closingDayBefore),
    closingDayAfter: closingDayAfter === null ? null : formatDay(closingDayAfter),
  };
}

function toWelcomeNode(wish: Wish): WelcomeUseNode {
  return { ...showWindow(wish), exclusive: wish.exclusive };
}

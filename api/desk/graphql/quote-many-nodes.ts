import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Reason as JudgedReason } from '@lanran/protocol/licensing/reasons';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { Money } from '../../chain/graphql/money.ts';
import { Reason } from '../../licensing/graphql/quote-node.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { WindowNode } from '../../platform/graphql/window-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import type { ManyQuotes, QuotedRow } from '../services/quote-many.ts';

export const OutcomeEnum = enumOf(
  ['FREE', 'REFUSED', 'TAKEN_DOWN', 'NOT_FOUND'],
  'QuotedOutcome',
  'FREE: it can be licensed. TAKEN_DOWN: nothing of its newest version may be sold. NOT_FOUND: it is not there, or not for you to see.',
);

@ObjectType('TestedWish', {
  implements: WindowNode,
  description: 'A wish near the one that was refused, which would be allowed now.',
})
export class TestedWishNode extends WindowNode {
  @Field(() => Boolean)
  declare readonly exclusive: boolean;

  @Field(() => ID)
  declare readonly offerId: string;

  @Field(() => Money)
  declare readonly price: Money;
}

@ObjectType('QuotedAsset', { description: 'What the wish came to for one asset.' })
export class QuotedAssetNode {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => OutcomeEnum)
  declare readonly outcome: QuotedRow['outcome'];

  @Field(() => ID, { nullable: true, description: 'Which offer serves, or comes nearest.' })
  declare readonly offerId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last day of that offer, YYYY-MM-DD; its holder can close it before.',
  })
  declare readonly offerEnds: string | null;

  @Field(() => Money, { nullable: true, description: 'By that offer.' })
  declare readonly price: Money | null;

  @Field(() => Int, { nullable: true })
  declare readonly communityShareBps: number | null;

  @Field(() => [String], { description: 'What could be done with the license.' })
  declare readonly rights: readonly string[];

  @Field(() => [Reason], { description: 'Every reason why not.' })
  declare readonly reasons: readonly Reason[];

  @Field(() => [TestedWishNode], { description: 'At most 3, the nearest first.' })
  declare readonly alternatives: readonly TestedWishNode[];
}

@ObjectType('NamedBlock', { description: 'A block of the chain.' })
export class NamedBlockNode {
  @Field(() => Int)
  declare readonly number: number;

  @Field(() => String)
  declare readonly hash: string;

  @Field(() => GraphQLISODateTime)
  declare readonly time: Date;
}

@ObjectType('ManyQuotes', { description: 'One wish for many assets.' })
export class ManyQuotesNode {
  @Field(() => ID, { nullable: true, description: 'For whom; null: for anybody who could be licensed.' })
  declare readonly licensee: string | null;

  @Field(() => NamedBlockNode, {
    nullable: true,
    description: 'Whose state it is at least; null when the chain no longer has it.',
  })
  declare readonly block: NamedBlockNode | null;

  @Field(() => [QuotedAssetNode], { description: 'In the order in which they were named.' })
  declare readonly rows: readonly QuotedAssetNode[];
}

export function toManyQuotesNode(
  { licensee, block, rows }: ManyQuotes,
  tell: (reason: JudgedReason) => Reason,
): ManyQuotesNode {
  // Many rows say the same.
  const describe = remembering(tell, ({ name, subject }) => `${name} ${subject}`);
  const show = remembering(showWindow, ({ media, territories, firstDay, lastDay }) =>
    [media, territories, firstDay, lastDay].join(' '),
  );
  const toTested = ({ wish, terms }: { readonly wish: Wish; readonly terms: Terms }) => ({
    ...show(wish),
    exclusive: wish.exclusive,
    offerId: terms.offerId.toString(),
    price: priceOf(terms),
  });
  return {
    licensee,
    block,
    rows: rows.map((row) => {
      const judged = 'reasons' in row ? row : null;
      const terms = judged?.terms ?? null;
      return {
        assetId: row.assetId,
        outcome: row.outcome,
        offerId: terms?.offerId.toString() ?? null,
        offerEnds: judged?.offerEnds == null ? null : formatDay(judged.offerEnds),
        price: terms === null ? null : priceOf(terms),
        communityShareBps: terms?.communityShareBps ?? null,
        rights: rightsOf(terms?.rights ?? 0),
        reasons: judged?.reasons.map(describe) ?? [],
        alternatives: judged?.alternatives.map(toTested) ?? [],
      };
    }),
  };
}

function priceOf({ price, token }: Terms): Money {
  return { amount: price.toString(), token };
}

function remembering<A, B>(make: (value: A) => B, keyOf: (value: A) => string): (value: A) => B {
  const made = new Map<string, B>();
  return (value) => {
    const key = keyOf(value);
    const before = made.get(key);
    if (before !== undefined) return before;
    const result = make(value);
    made.set(key, result);
    return result;
  };
}

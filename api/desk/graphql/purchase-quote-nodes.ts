import { Field, ID, Int, ObjectType } from 'type-graphql';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { QuoteNode, toQuoteNode } from '../../licensing/graphql/quote-node.ts';
import type { PurchaseQuote, PurchaseQuotes } from '../services/purchase-quotes.ts';
import { NamedBlockNode, OutcomeEnum } from './quote-many-nodes.ts';

@ObjectType('SoldPurchase', { description: 'A license that was sold.' })
export class SoldPurchaseNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'What its id is the hash of: the JSON of docs/formats.md.' })
  declare readonly terms: string;
}

@ObjectType('PurchaseQuote', { description: 'What the contract says of one purchase.' })
export class PurchaseQuoteNode {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => OutcomeEnum)
  declare readonly outcome: PurchaseQuote['outcome'];

  @Field(() => ID, { nullable: true, description: 'Who has the asset now.' })
  declare readonly holder: string | null;

  @Field(() => QuoteNode, { nullable: true, description: 'Null where it was taken down or is not found.' })
  declare readonly quote: QuoteNode | null;

  @Field(() => [SoldPurchaseNode], {
    description:
      'What the licensee bought of the asset for this very use since the log had the size that was named.',
  })
  declare readonly sold: readonly SoldPurchaseNode[];
}

@ObjectType('PurchaseQuotes', { description: 'What the contract says of several purchases.' })
export class PurchaseQuotesNode {
  @Field(() => Int, {
    description: 'Leaves of the log then. Name it as `sinceLogSize` to be told what was bought since.',
  })
  declare readonly logSize: number;

  @Field(() => NamedBlockNode, { nullable: true, description: 'Whose state it is.' })
  declare readonly block: NamedBlockNode | null;

  @Field(() => [PurchaseQuoteNode], { description: 'In the order in which they were named.' })
  declare readonly rows: readonly PurchaseQuoteNode[];
}

export function toPurchaseQuotesNode(
  { logSize, block, rows }: PurchaseQuotes,
  licensee: PurchaseLicensee,
): PurchaseQuotesNode {
  return { logSize, block, rows: rows.map((row) => toRow(row, licensee)) };
}

type PurchaseLicensee = NonNullable<QuoteNode['asked']>['licensee'];

function toRow(
  { purchase, outcome, holder, quote, sold }: PurchaseQuote,
  licensee: PurchaseLicensee,
): PurchaseQuoteNode {
  const { assetId, wish } = purchase;
  return {
    assetId,
    outcome,
    holder,
    quote:
      quote === null
        ? null
        : toQuoteNode(quote, {
            version: { assetId, version: quote.version },
            asked: { assetId, licensee, wish },
          }),
    sold: sold.map(({ id, terms }) => ({ id, terms: JSON.stringify(termsToJson(terms)) })),
  };
}

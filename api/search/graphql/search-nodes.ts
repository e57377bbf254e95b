import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Money } from '../../chain/graphql/money.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { PageInfo } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { HIGHLIGHTED } from '../services/highlights.ts';
import { MATCH_KINDS, type MatchKind } from './relevance.ts';
import {
  ORGANIZATION_ROLES,
  type OrganizationRole,
  SUGGESTION_KINDS,
  type SuggestionKind,
} from '../services/suggestions.ts';
import { SEARCH_SORTS } from '../domain/search-sort.ts';
import type { Sale } from '../domain/sale.ts';
import { AssetFacets } from './facet-nodes.ts';

export const AssetSortEnum = enumOf(
  SEARCH_SORTS,
  'AssetSort',
  'Order of a list of assets. RELEVANCE: how well they answer the text; without one, the newest first. PRICE_ASC, PRICE_DESC: by their cheapest use of today, in the currency of `filter.price`, which must be given.',
);
const HighlightedEnum = enumOf(HIGHLIGHTED, 'HighlightedField', 'Which of an asset’s texts matches.');
const MatchKindEnum = enumOf(
  MATCH_KINDS,
  'MatchKind',
  'TEXT: it has the words. CONCEPT: it bears the concept, or has one of its names. NARROWER: it bears a narrower concept. COLOR: its picture has the color. SOUND: it has Chinese that sounds so. BEGINNING: it has a word that begins so. SPELLING: it has what was probably meant.',
);
const OrganizationRoleEnum = enumOf(
  ORGANIZATION_ROLES,
  'OrganizationRole',
  'Whether an organization holds assets, or stands behind them as their community.',
);
const SuggestionKindEnum = enumOf(SUGGESTION_KINDS, 'SearchSuggestionKind', 'What is suggested.');

@ObjectType({ description: 'How an asset answers one part of the text.' })
export class RelevancePart {
  @Field(() => String, { description: 'In English, for people.' })
  declare readonly label: string;

  @Field(() => Float, { description: 'What it adds to the score.' })
  declare readonly score: number;

  @Field(() => String, { description: 'The part of the text, as it was typed.' })
  declare readonly text: string;

  @Field(() => MatchKindEnum)
  declare readonly kind: MatchKind;

  @Field(() => String, {
    description: 'Where: identifier, title, terms, kind, holder, community, description, color or credit.',
  })
  declare readonly field: string;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'The concept, the color, or the word that was probably meant.',
  })
  declare readonly meant: LocalizedText | null;
}

@ObjectType({ description: 'Why an asset ranks where it does. Scores compare within one answer only.' })
export class Relevance {
  @Field(() => Float)
  declare readonly score: number;

  @Field(() => [RelevancePart])
  declare readonly parts: readonly RelevancePart[];
}

@ObjectType({ description: 'In UTF-16 units of the text; the end is excluded.' })
export class HighlightSpan {
  @Field(() => Int)
  declare readonly start: number;

  @Field(() => Int)
  declare readonly end: number;
}

@ObjectType({ description: 'Where a text of the asset has what was asked for.' })
export class Highlight {
  @Field(() => HighlightedEnum)
  declare readonly field: (typeof HIGHLIGHTED)[number];

  @Field(() => String, { description: 'Whole, or of a long text the part around the match.' })
  declare readonly text: string;

  @Field(() => [HighlightSpan])
  declare readonly spans: readonly HighlightSpan[];
}

@ObjectType('AssetSale', { description: 'Whether and from what price an asset can be licensed today.' })
export class AssetSaleNode {
  @Field(() => Boolean)
  declare readonly isNow: boolean;

  @Field(() => [Money], {
    description:
      'What the cheapest use costs, in each token that is taken. Empty where only exclusive licenses are sold.',
  })
  declare readonly from: readonly Money[];
}

export function toSaleNode({ isNow, from }: Sale): AssetSaleNode {
  return { isNow, from: from.map(({ token, amount }) => ({ token, amount: amount.toString() })) };
}

@ObjectType('AssetEdge')
export class AssetEdge {
  @Field(() => String)
  declare readonly cursor: string;

  @Field(() => AssetNode)
  declare readonly node: AssetNode;

  @Field(() => AssetSaleNode)
  declare readonly sale: AssetSaleNode;

  @Field(() => Relevance, {
    nullable: true,
    complexity: 1,
    description:
      'Null without a text, in another order, and where so many assets answer that only the first 200 are weighed.',
  })
  declare readonly relevance: Relevance | null;

  @Field(() => [Highlight], { complexity: 1 })
  declare readonly highlights: readonly Highlight[];
}

@ObjectType({ description: 'What a part of the text came to.' })
export class SearchedPart {
  @Field(() => String, { description: 'As it was typed.' })
  declare readonly text: string;

  @Field(() => Int, { description: 'How many assets have it, whatever the other parts and the filter.' })
  declare readonly count: number;

  @Field(() => String, {
    nullable: true,
    description: 'Nothing has it as it was typed; this was searched instead.',
  })
  declare readonly instead: string | null;
}

@ObjectType('AssetConnection')
export class AssetConnection {
  @Field(() => [AssetEdge])
  declare readonly edges: readonly AssetEdge[];

  @Field(() => PageInfo)
  declare readonly pageInfo: PageInfo;

  @Field(() => Int, { description: 'Of all pages together.' })
  declare readonly totalCount: number;

  @Field(() => [SearchedPart], {
    complexity: 0,
    description: 'The parts of the text; empty without one.',
  })
  declare readonly parts: readonly SearchedPart[];

  @Field(() => [String], {
    complexity: 0,
    description: 'Words with a minus sign before them. They are not searched for, and exclude nothing.',
  })
  declare readonly leftOut: readonly string[];

  @Field(() => Boolean, { description: 'False: no asset has every part of the text; these have the most.' })
  declare readonly isWhole: boolean;

  @Field(() => AssetFacets, {
    nullable: true,
    // As often as a page has assets; the counting costs as much as reading a page.
    complexity: 4,
    description: 'Over all pages together. Null while the search index is being built.',
  })
  declare readonly facets: AssetFacets | null;
}

@ObjectType({ description: 'What somebody who types may mean. Only what everybody may see is suggested.' })
export class SearchSuggestion {
  @Field(() => SuggestionKindEnum)
  declare readonly kind: SuggestionKind;

  @Field(() => String, { description: 'Search for this.' })
  declare readonly text: string;

  @Field(() => LocalizedText, { description: 'What to show.' })
  declare readonly name: LocalizedText;

  @Field(() => Int, { description: 'How many assets everybody may see have it.' })
  declare readonly count: number;

  @Field(() => String, { nullable: true, description: 'Of a concept: `vocabulary/code`.' })
  declare readonly concept: string | null;

  @Field(() => ID, { nullable: true, description: 'Of an organization.' })
  declare readonly organizationId: string | null;

  @Field(() => OrganizationRoleEnum, {
    nullable: true,
    description: 'Of an organization: as what the assets that are counted name it.',
  })
  declare readonly organizationRole: OrganizationRole | null;
}

@ObjectType({ description: 'Whether a text can be searched for.' })
export class SearchState {
  @Field(() => Boolean)
  declare readonly isReady: boolean;

  @Field(() => Int, { nullable: true, description: 'While the index is being built: assets in it so far.' })
  declare readonly built: number | null;

  @Field(() => Int, { nullable: true, description: 'While the index is being built: of how many.' })
  declare readonly total: number | null;
}

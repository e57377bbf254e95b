import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { Money } from '../../chain/graphql/money.ts';
import { ConsentNode, toConsentNode } from '../../consent/graphql/consent-node.ts';
import { TermsNode } from '../../platform/graphql/terms-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import type { Offer } from '../domain/license.ts';
import type { AssetFacts } from '../services/licensing-facts.ts';
import { PriceRuleNode, toPriceRuleNode } from './price-nodes.ts';

@ObjectType('OpenOffer', { implements: TermsNode, description: 'Neither closed nor over.' })
export class OpenOfferNode extends TermsNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => Money, { description: 'Of a license; with a rule, of a month.' })
  declare readonly price: Money;

  @Field(() => PriceRuleNode, { nullable: true, description: 'Null: the price is the same for every use.' })
  declare readonly rule: PriceRuleNode | null;

  @Field(() => ID, { nullable: true, description: 'The one organization that can take it; null: anybody.' })
  declare readonly licensee: string | null;

  @Field(() => Int)
  declare readonly communityShareBps: number;
}

@ObjectType('LicensingFacts', {
  description: 'What an offer of an asset, or a consent to it, depends on.',
})
export class LicensingFactsNode {
  @Field(() => AssetNode)
  declare readonly asset: AssetNode;

  @Field(() => ConsentNode, {
    nullable: true,
    description: 'In force, or that of a collection which the asset joins with its first offer.',
  })
  declare readonly consent: ConsentNode | null;

  @Field(() => Boolean, {
    description: 'The consent is of a collection that the asset joins with its first offer.',
  })
  declare readonly isJoining: boolean;

  @Field(() => [OpenOfferNode], { description: 'Of its holder, oldest first; those for others left out.' })
  declare readonly offers: readonly OpenOfferNode[];

  @Field(() => Boolean)
  declare readonly isHolderSuspended: boolean;

  @Field(() => Boolean, { description: 'Of its newest version nothing may be sold.' })
  declare readonly isTakenDown: boolean;
}

export function toLicensingFactsNode({ asset, consent, offers, ...facts }: AssetFacts): LicensingFactsNode {
  return {
    ...facts,
    asset: toAssetNode(asset),
    consent: consent === null ? null : toConsentNode(consent),
    offers: offers.map(toOpenOfferNode),
  };
}

function toOpenOfferNode(offer: Offer): OpenOfferNode {
  const { id, exclusive, price, rule, token, licensee, communityShareBps, rights } = offer;
  return {
    id,
    ...showWindow(offer),
    exclusive,
    price: { amount: price.toString(), token },
    rule: toPriceRuleNode(rule, exclusive),
    licensee,
    communityShareBps,
    rights: rightsOf(rights),
  };
}

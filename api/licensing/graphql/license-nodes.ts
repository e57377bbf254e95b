import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { License, Offer } from '../domain/license.ts';
import { TermsNode } from '../../platform/graphql/terms-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import type { OpenedVersion } from '../services/license-versions.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { PriceRuleNode, toPriceRuleNode } from './price-nodes.ts';
import { RevocationNode, toRevocationNode } from './revocation-node.ts';
import { AssetVersionNode, toVersionNode } from '../../assets/graphql/version-node.ts';
import { Money } from '../../chain/graphql/money.ts';

@ObjectType('Offer', { implements: TermsNode, description: 'What a holder sells.' })
export class OfferNode extends TermsNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Offer;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => Money, { description: 'Of a license; with a rule, of a month.' })
  declare readonly price: Money;

  @Field(() => PriceRuleNode, { nullable: true, description: 'Null: the price is the same for every use.' })
  declare readonly rule: PriceRuleNode | null;

  @Field(() => Int)
  declare readonly communityShareBps: number;

  @Field(() => Boolean, {
    description:
      'Can it be taken, today or on its later days? Not while consent does not permit it, or the asset is withdrawn or disputed.',
  })
  declare readonly canBeTaken: boolean;
}

@ObjectType('LicensedVersion', { description: 'A version that a license opens.' })
export class LicensedVersionNode {
  @Field(() => AssetVersionNode)
  declare readonly version: AssetVersionNode;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When its licensee took it; null: it was sold.',
  })
  declare readonly takenAt: Date | null;
}

export function toLicensedVersionNode(
  { terms: { assetId } }: Pick<License, 'terms'>,
  { version, takenAt }: OpenedVersion,
): LicensedVersionNode {
  return { version: toVersionNode(assetId, version), takenAt };
}

@ObjectType('License', {
  implements: TermsNode,
  description: 'A right that was sold, named by the hash of its terms; shown to its parties.',
})
export class LicenseNode extends TermsNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'Ten letters and digits that papers show: `7K3QM-9XT2V`.' })
  declare readonly shortNumber: string;

  @Field(() => ID)
  declare readonly offerId: string;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => Int)
  declare readonly communityShareBps: number;

  @Field(() => String, { description: 'SALE, RENEWAL, SUBLICENSE or INVOICE.' })
  declare readonly origin: string;

  @Field(() => ID, { nullable: true, description: 'The license that it renews or was granted under.' })
  declare readonly parent: string | null;

  @Field(() => String, { description: 'What was agreed, whose hash is the id: the JSON of docs/formats.md.' })
  declare readonly terms: string;

  @Field(() => Boolean, { description: 'Ended before its last day, itself.' })
  declare readonly isRevoked: boolean;

  @Field(() => RevocationNode, { nullable: true, description: 'Null for one that was not revoked.' })
  declare readonly revocation: RevocationNode | null;

  @Field(() => String)
  declare readonly transaction: string;

  @Field(() => GraphQLISODateTime)
  declare readonly soldAt: Date;
}

export function toOfferNode(offer: Offer, canBeTaken: boolean): OfferNode {
  const { id, exclusive, price, rule, token, communityShareBps, rights } = offer;
  return {
    source: offer,
    id,
    ...showWindow(offer),
    exclusive,
    price: { amount: price.toString(), token },
    rule: toPriceRuleNode(rule, exclusive),
    communityShareBps,
    rights: rightsOf(rights),
    canBeTaken,
  };
}

export function toLicenseNode(license: License): LicenseNode {
  const { id, terms, isRevoked, revocation, transaction, soldAt } = license;
  const { offerId, wish, price, token, communityShareBps, rights, origin, parent } = terms;
  return {
    source: license,
    id,
    shortNumber: shortNumberOf(id),
    offerId: offerId.toString(),
    ...showWindow(wish),
    exclusive: wish.exclusive,
    price: { amount: price.toString(), token },
    communityShareBps,
    rights: rightsOf(rights),
    origin,
    parent,
    terms: JSON.stringify(termsToJson(terms)),
    isRevoked,
    revocation: revocation === null ? null : toRevocationNode(revocation),
    transaction,
    soldAt,
  };
}

export const LicenseConnection = connectionType(LicenseNode, 'License');

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { ConsentInForce } from '../domain/consent.ts';
import { presentWindow } from '../../platform/kernel/window-view.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@ObjectType('Consent', { description: "A council's permission to license." })
export class ConsentNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Pick<ConsentInForce, 'community' | 'holder'>;

  @Field(() => ID, {
    nullable: true,
    description: 'Root of the collection it is given to; null: to the asset.',
  })
  declare readonly collection: string | null;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => Int, { description: "The community's share of every price, in basis points." })
  declare readonly shareBps: number;

  @Field(() => [String], { description: 'Those that need consent and that licenses may have.' })
  declare readonly rights: readonly string[];
}

export function toConsentNode(consent: Omit<ConsentInForce, 'assetId'>): ConsentNode {
  return {
    source: consent,
    collection: consent.collection,
    ...presentWindow(consent),
    shareBps: consent.shareBps,
    rights: rightsOf(consent.rights),
  };
}

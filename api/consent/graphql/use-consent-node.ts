import { Field, Int, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { UseConsent, UseConsentState } from '../domain/use-consent.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { UseConsentStateEnum } from './enums.ts';
import { Money } from '../../chain/graphql/money.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@ObjectType('UseConsent', {
  description:
    "A council's permission of one license for one organization; shown to council, holder, licensee and auditors.",
})
export class UseConsentNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: UseConsent;

  @Field(() => UseConsentStateEnum)
  declare readonly state: UseConsentState;

  @Field(() => [String], { description: 'At most.' })
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD, at the earliest.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included, at the latest.' })
  declare readonly lastDay: string;

  @Field(() => Boolean, { description: 'The license may be exclusive; it need not be.' })
  declare readonly exclusive: boolean;

  @Field(() => Money, { description: 'The least that the license costs.' })
  declare readonly minPrice: Money;

  @Field(() => Int, { description: "The community's share of the price, in basis points." })
  declare readonly shareBps: number;

  @Field(() => [String], {
    description: 'Of TRANSFERABLE and SUBLICENSABLE, those that the license may have.',
  })
  declare readonly rights: readonly string[];
}

export function toUseConsentNode(consent: UseConsent): UseConsentNode {
  const { state, exclusive, minPrice, token, shareBps, rights } = consent;
  return {
    source: consent,
    state,
    ...showWindow(consent),
    exclusive,
    minPrice: { amount: minPrice.toString(), token },
    shareBps,
    rights: rightsOf(rights),
  };
}

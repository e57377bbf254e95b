import { Field, Int, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { UseConsent, UseConsentState } from '../domain/use-consent.ts';
import { TermsNode } from '../../platform/graphql/terms-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { UseConsentStateEnum } from './enums.ts';
import { Money } from '../../chain/graphql/money.ts';

@ObjectType('UseConsent', {
  implements: TermsNode,
  description:
    "A council's permission of one license for one organization, which stays within its terms; shown to council, holder, licensee and auditors.",
})
export class UseConsentNode extends TermsNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: UseConsent;

  @Field(() => UseConsentStateEnum)
  declare readonly state: UseConsentState;

  @Field(() => Money, { description: 'The least that the license costs.' })
  declare readonly minPrice: Money;

  @Field(() => Int, { description: "The community's share of the price, in basis points." })
  declare readonly shareBps: number;
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

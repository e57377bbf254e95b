import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { BASES_OF_TITLE, type BasisOfTitle } from '@lanran/protocol/assets/rights-statement';

/** GraphQL's form of `BASES_OF_TITLE`. */
export const BasisOfTitleEnum = Object.fromEntries(BASES_OF_TITLE.map((basis) => [basis, basis]));

registerEnumType(BasisOfTitleEnum, {
  name: 'BasisOfTitle',
  description: 'How the holder came by the object or by its title.',
});

@ObjectType('RightsStatement', {
  description:
    'What the holder states of copyright and of its title; nobody checks whether it is so. A field of the signed statement.',
})
export class RightsStatementNode {
  @Field(() => String, { description: 'Address at rightsstatements.org or of Creative Commons.' })
  declare readonly status: string;

  @Field(() => String, { nullable: true })
  declare readonly rightsHolder?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The community or person for whom the holder has it in trust.',
  })
  declare readonly inTrustFor?: string | undefined;

  @Field(() => BasisOfTitleEnum, { nullable: true })
  declare readonly basis?: BasisOfTitle | undefined;
}

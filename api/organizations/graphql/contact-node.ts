import { Field, ObjectType } from 'type-graphql';

@ObjectType('Contact', { description: 'Whom to ask at an organization; shown to everybody.' })
export class ContactNode {
  @Field(() => String, { nullable: true })
  declare readonly email: string | null;

  @Field(() => String, { nullable: true })
  declare readonly telephone: string | null;

  @Field(() => String, { nullable: true, description: 'Of a person or an office.' })
  declare readonly name: string | null;

  @Field(() => String, { nullable: true, description: 'Lines as on an envelope.' })
  declare readonly postalAddress: string | null;
}

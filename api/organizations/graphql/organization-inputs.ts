import { Field, InputType } from 'type-graphql';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import { OrganizationKindEnum } from './enums.ts';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';

@InputType()
export class RequestOrganizationInput {
  @Field(() => String, { description: 'Lower-case words joined by -; the id follows from it.' })
  declare readonly slug: string;

  @Field(() => OrganizationKindEnum)
  declare readonly kind: OrganizationKind;

  @Field(() => LocalizedTextInput)
  declare readonly name: LocalizedTextInput;

  @Field(() => String, {
    nullable: true,
    description: 'An e-mail address or a telephone number; you and the accreditor see it, nobody else.',
  })
  declare readonly contact: string | null | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Who you are and why you ask; you and the accreditor see it, nobody else.',
  })
  declare readonly letter: string | null | undefined;
}

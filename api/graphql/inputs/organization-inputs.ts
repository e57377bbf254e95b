import { Field, InputType } from 'type-graphql';
import type { OrganizationKind } from '../../domain/actor.ts';
import { OrganizationKindEnum } from '../types/enums.ts';
import { LocalizedTextInput } from './asset-inputs.ts';

@InputType()
export class RequestOrganizationInput {
  @Field(() => String, { description: 'Lower-case words joined by -; the id follows from it.' })
  declare readonly slug: string;

  @Field(() => OrganizationKindEnum)
  declare readonly kind: OrganizationKind;

  @Field(() => LocalizedTextInput)
  declare readonly name: LocalizedTextInput;
}

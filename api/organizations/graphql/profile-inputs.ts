import { Field, InputType } from 'type-graphql';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';

@InputType()
export class CommunityLabelInput {
  @Field(() => String, { description: 'As TK-A, or a code of its own.' })
  declare readonly code: string;

  @Field(() => LocalizedTextInput)
  declare readonly title: LocalizedTextInput;

  @Field(() => LocalizedTextInput)
  declare readonly text: LocalizedTextInput;
}

@InputType()
export class ProfileInput {
  @Field(() => LocalizedTextInput, { nullable: true })
  declare readonly description?: LocalizedTextInput | null;

  @Field(() => [CommunityLabelInput], { nullable: true, description: 'At most 20; of communities alone.' })
  declare readonly labels?: readonly CommunityLabelInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Of a community: codes of its peoples, at most 10. Null: those that its name names. Left out, they stay as they are.',
  })
  declare readonly peoples?: readonly string[] | null;
}

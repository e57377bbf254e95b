import { Field, ObjectType } from 'type-graphql';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType({ description: 'How a community wants its heritage treated (TK Labels).' })
export class CommunityLabel {
  @Field(() => String)
  declare readonly code: string;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;

  @Field(() => LocalizedText)
  declare readonly text: LocalizedText;
}

import { Field, InterfaceType } from 'type-graphql';
import { TERRITORIES_DESCRIPTION } from './territories-description.ts';

@InterfaceType('Window', { description: 'In which media, where and when.' })
export abstract class WindowNode {
  @Field(() => [String], { description: 'Names such as STREAMING.' })
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;
}

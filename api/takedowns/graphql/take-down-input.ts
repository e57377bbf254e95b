import { Field, InputType, Int } from 'type-graphql';
import { parseTakeDownScope, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { parseInput } from '../../platform/graphql/parse-input.ts';

@InputType({
  description: 'What is taken down: nothing named is the whole asset. Name a file or a field, not both.',
})
export class TakeDownScopeInput {
  @Field(() => Int, { nullable: true, description: 'Every version unless it is named.' })
  declare readonly version?: number | null;

  @Field(() => String, { nullable: true, description: 'Of a file, as the version names it.' })
  declare readonly path?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '`title`, `description`, `terms`, `creditLine`, `rightsStatement`, `identifier` or `noCommunityReason`.',
  })
  declare readonly field?: string | null;
}

/** @throws BadInputError */
export function toTakeDownScope({ version, path, field }: TakeDownScopeInput): TakeDownScope {
  const named = {
    ...(version != null && { version }),
    ...(path != null && { path }),
    ...(field != null && { field }),
  };
  return parseInput(() => parseTakeDownScope(named));
}

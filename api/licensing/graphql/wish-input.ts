import { Field, InputType } from 'type-graphql';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { parseInput } from '../../platform/graphql/parse-input.ts';

@InputType({ description: 'Exactly what a studio wants to do.' })
export class WishInput {
  @Field(() => [String], { description: 'Names such as STREAMING, or ALL, which leaves out AI_TRAINING.' })
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'First day, YYYY-MM-DD in UTC.' })
  declare readonly from: string;

  @Field(() => String, { description: 'Last day, included.' })
  declare readonly to: string;

  @Field(() => Boolean, { defaultValue: false })
  declare readonly exclusive: boolean;
}

export function toWish({ media, territories, from, to, exclusive }: WishInput): Wish {
  if (media.length === 0) throw new BadInputError('wish.media', 'name at least one medium, or ALL.');
  if (territories.length === 0) throw new BadInputError('wish.territories', 'name at least one, or WORLD.');
  return parseInput(() => ({
    media: parseMedia(media.join(','), 'wish.media'),
    territories: parseTerritories(territories.join(','), 'wish.territories'),
    firstDay: parseDay(from, 'wish.from'),
    lastDay: parseDay(to, 'wish.to'),
    exclusive,
  }));
}

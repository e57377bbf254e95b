import { Field, ID, ObjectType } from 'type-graphql';
import type { CalendarEntry } from '../../chain/domain/calendar-entry.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@ObjectType('CalendarEntry', {
  description: 'What was sold and is not over, as the contract looks for overlaps.',
})
export class CalendarEntryNode {
  @Field(() => ID, {
    nullable: true,
    description: 'The exclusive license. Null: all that the offer sold beside others, and what lies between.',
  })
  declare readonly license: string | null;

  @Field(() => ID, { description: 'The offer it was sold from, which may be closed.' })
  declare readonly offer: string;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;
}

export function toCalendarEntryNode(entry: CalendarEntry): CalendarEntryNode {
  return { license: entry.licenseId, offer: entry.offerId.toString(), ...showWindow(entry) };
}

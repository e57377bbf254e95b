import { Field, ID, ObjectType } from 'type-graphql';
import type { CalendarEntry } from '../../chain/domain/calendar-entry.ts';
import { WindowNode } from '../../platform/graphql/window-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';

@ObjectType('CalendarEntry', {
  implements: WindowNode,
  description: 'What was sold and is not over, as the contract looks for overlaps.',
})
export class CalendarEntryNode extends WindowNode {
  @Field(() => ID, {
    nullable: true,
    description: 'The exclusive license. Null: all that the offer sold beside others, and what lies between.',
  })
  declare readonly license: string | null;

  @Field(() => ID, { description: 'The offer it was sold from, which may be closed.' })
  declare readonly offer: string;
}

export function toCalendarEntryNode(entry: CalendarEntry): CalendarEntryNode {
  return { license: entry.licenseId, offer: entry.offerId.toString(), ...showWindow(entry) };
}

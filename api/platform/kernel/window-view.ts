import { formatDay, LAST_DAY } from '@lanran/protocol/kernel/day';
import { ALL_MEDIA, formatMedia, mediaOf } from '@lanran/protocol/licensing/media';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import type { Window } from '@lanran/protocol/licensing/window';

/** Media and territories by name, days as YYYY-MM-DD. */
export function showWindow({ firstDay, ...reach }: Window) {
  return { ...presentWindow(reach), firstDay: showDay(firstDay) };
}

/** A window without its first day. */
export function presentWindow({ media, territories, lastDay }: Omit<Window, 'firstDay'>) {
  return {
    media: namesOf(formatMedia(media)).flatMap((name) => (name === 'ALL' ? mediaOf(ALL_MEDIA) : [name])),
    territories: territoryCodes(territories),
    lastDay: showDay(lastDay),
  };
}

/** The chain takes any uint32; what is later than year 9999 is shown as its last day. */
function showDay(day: number): string {
  return formatDay(Math.min(day, LAST_DAY));
}

function namesOf(list: string): string[] {
  return list === '' ? [] : list.split(',');
}
